package dev.outrank.bundle.plan;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that a plan places every row of a model exactly once. */
final class PlanCoverage {

    private PlanCoverage() {}

    static void check(ShardingPlan plan, Manifest manifest) {
        if (!plan.model().equals(manifest.name())) {
            throw new BundleException(
                    "model: '" + plan.model() + "' (expected: '" + manifest.name() + "', the bundle's name)");
        }
        Map<String, List<Placement>> byTable = new HashMap<>();
        for (ShardSpec shard : plan.shards()) {
            for (Placement placement : shard.placements()) {
                manifest.table(placement.table());
                byTable.computeIfAbsent(placement.table(), name -> new ArrayList<>())
                        .add(placement);
            }
        }
        for (TableSpec table : manifest.tables()) {
            checkTable(table, byTable.getOrDefault(table.name(), List.of()));
        }
    }

    private static void checkTable(TableSpec table, List<Placement> placements) {
        List<Placement> sorted = placements.stream()
                .sorted(Comparator.comparingLong(Placement::firstRow))
                .toList();
        long next = 0;
        for (Placement placement : sorted) {
            if (placement.firstRow() != next) {
                throw new BundleException("table '" + table.name() + "': rows ["
                        + Math.min(next, placement.firstRow()) + ", " + Math.max(next, placement.firstRow()) + ") are "
                        + (placement.firstRow() > next ? "on no shard" : "on two shards")
                        + " (expected: every row on exactly one)");
            }
            next = placement.endRow();
        }
        if (next != table.rows()) {
            throw new BundleException("table '" + table.name() + "': "
                    + (next < table.rows()
                            ? "rows [" + next + ", " + table.rows() + ") are on no shard"
                            : "endRow " + next + " is past its " + table.rows() + " rows")
                    + " (expected: rows [0, " + table.rows() + ") placed once)");
        }
    }
}
