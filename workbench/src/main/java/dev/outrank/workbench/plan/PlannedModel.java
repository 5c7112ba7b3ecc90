package dev.outrank.workbench.plan;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.generate.GeneratedManifest;
import dev.outrank.workbench.netfacts.NetFactsReader;
import dev.outrank.workbench.profile.TrafficProfiles;
import dev.outrank.workbench.tables.TypeChoice;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that is to be planned.
 *
 * @param facts its tables, with their demand where there is a profile
 * @param nets counts its dense nets
 * @param source where its shape comes from, for people
 * @param profile where its demand comes from, for people; null where nobody measured it
 * @param bundle null for the shape of a workload, of which there is no bundle
 */
record PlannedModel(
        ModelFacts facts,
        Supplier<List<NetFacts>> nets,
        String source,
        @Nullable String profile,
        @Nullable Bundle bundle) {

    /** No bundle has it: the plan of a workload belongs to none. */
    private static final String NO_FINGERPRINT = "none";

    /** Returns the model of a bundle, without demand. */
    static PlannedModel of(Bundle bundle, Path directory, List<TypeChoice> choices) {
        Map<String, ElementType> dtypes = TypeChoice.resolve(choices, bundle.manifest());
        return new PlannedModel(
                ModelFacts.of(bundle.manifest(), bundle.fingerprint(), dtypes),
                () -> NetFactsReader.of(bundle),
                "bundle " + directory,
                null,
                bundle);
    }

    /**
     * Returns the model that a workload describes, with the demand that follows from it.
     *
     * @param hotRows so many of the hottest rows of each table come first, at least 0: as a bundle that was reordered has them
     */
    static PlannedModel of(Workload workload, double scale, long hotRows, List<TypeChoice> choices) {
        if (!(scale > 0 && scale <= 1)) {
            throw new CallerException("--scale: " + scale + " (expected: above 0, at most 1)");
        }
        if (hotRows < 0) {
            throw new CallerException("--hot-rows: " + hotRows + " (expected: at least 0)");
        }
        List<TableSpec> tables = GeneratedManifest.tables(workload, scale);
        Map<String, ElementType> dtypes = TypeChoice.resolve(choices, workload.name(), tables);
        Map<String, String> readers = readers(workload);
        ModelFacts facts = new ModelFacts(
                workload.name(),
                NO_FINGERPRINT,
                dtypes,
                tables.stream()
                        .map(table -> TableFacts.of(
                                table.name(),
                                table.rows(),
                                table.dim(),
                                dtypes.getOrDefault(table.name(), table.dtype()),
                                List.of(readers.getOrDefault(table.name(), "")),
                                Math.min(hotRows, table.rows())))
                        .toList(),
                null);
        return new PlannedModel(
                        facts,
                        () -> NetFactsReader.of(workload),
                        "workload " + workload.name() + " at scale " + scale
                                + (hotRows == 0 ? "" : ", the " + Numbers.grouped(hotRows) + " hottest rows first"),
                        null,
                        null)
                .with(TrafficProfiles.of(workload, scale), "");
    }

    private static Map<String, String> readers(Workload workload) {
        Map<String, String> readers = new HashMap<>();
        for (WorkloadNet net : workload.nets()) {
            for (WorkloadTable table : net.tables()) {
                readers.put(table.name(), net.name());
            }
        }
        return readers;
    }

    /** Returns the same model with the demand that a profile has. */
    PlannedModel with(TrafficProfile traffic) {
        return with(traffic, ", " + Numbers.grouped(traffic.requests()) + " requests");
    }

    private PlannedModel with(TrafficProfile traffic, String seen) {
        return new PlannedModel(facts.with(traffic), nets, source, traffic.origin() + seen, bundle);
    }

    /** Returns whether something is known of the model's requests, so that plans have predictions. */
    boolean isMeasured() {
        return profile != null;
    }
}
