package dev.outrank.workbench.plan;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.profile.ProfileFormat;
import dev.outrank.workbench.tables.TypeChoice;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model is planned, and what is known of its requests. */
final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "<bundle>",
            description = "The bundle's directory; this or --workload is needed.")
    private @Nullable Path model;

    @Option(
            names = "--workload",
            paramLabel = "<name|file>",
            description =
                    "Plan the shape of a model without a bundle, with the profile that follows from it: drm1, drm2,"
                            + " drm3, mlperf-dlrm-v2, or a file.")
    private @Nullable String workload;

    @Option(
            names = "--scale",
            paramLabel = "<factor>",
            description = "Factor of the workload's rows, above 0, at most 1 (default: 1, its full size).")
    private @Nullable Double scale;

    @Option(
            names = "--hot-rows",
            paramLabel = "<n>",
            description =
                    "So many of the hottest rows of each table of the workload come first, as 'outrank reorder' puts"
                            + " them; hot-cold needs it (default: 0).")
    private @Nullable Long hotRows;

    @Option(
            names = "--dtype",
            paramLabel = "<type|pattern=type>",
            description =
                    "How shards store rows: float32, float16, int8 or int4, for all tables or those whose names match the"
                            + " pattern (* and ? stand for others); may be repeated, the last one counts (default: as the bundle does).")
    private List<String> dtypes = List.of();

    @Option(
            names = "--profile",
            paramLabel = "<file>",
            description =
                    "What 'outrank profile' measured of the model's requests. Predictions, load, hot-cold and auto need it.")
    private @Nullable Path profile;

    /** Reads the model. */
    PlannedModel read() {
        if (model != null && workload != null) {
            throw new CallerException(
                    "--workload: " + workload + " besides --model " + model + " (expected: one of the two)");
        }
        OnlyWith.require(workload != null, "--scale", scale, "--workload");
        OnlyWith.require(workload != null, "--hot-rows", hotRows, "--workload");
        List<TypeChoice> choices = dtypes.stream().map(TypeChoice::parse).toList();
        if (workload != null) {
            PlannedModel planned = PlannedModel.of(
                    WorkloadCatalog.find(workload), scale == null ? 1 : scale, hotRows == null ? 0 : hotRows, choices);
            return profile == null ? planned : planned.with(ProfileFormat.read(profile));
        }
        if (model == null) {
            throw new CallerException("--model: none (expected: --model <bundle>, or --workload <name|file>)");
        }
        PlannedModel planned = PlannedModel.of(Bundle.open(model), model, choices);
        return profile == null ? planned : planned.with(ProfileFormat.read(profile));
    }
}
