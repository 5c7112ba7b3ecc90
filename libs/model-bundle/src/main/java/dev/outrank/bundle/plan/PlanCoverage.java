package dev.outrank.bundle.plan;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that a plan places every row of a model exactly once, in types that its bundle can give. */
final class PlanCoverage {

    private PlanCoverage() {}

    private record Placed(boolean local, int shard, Placement placement) {

        /** Returns the path of the list in the JSON. */
        String path() {
            return local ? "local" : "shards[" + shard + "].placements";
        }

        /** Returns where the rows are, for a sentence. */
        String place() {
            return local ? "in ranking" : "on shard " + shard;
        }

        long firstRow() {
            return placement.firstRow();
        }

        long endRow() {
            return placement.endRow();
        }
    }

    static void check(ShardingPlan plan, Manifest manifest) {
        if (!plan.model().equals(manifest.name())) {
            throw new BundleException(
                    "model: '" + plan.model() + "' (expected: '" + manifest.name() + "', the bundle's name)");
        }
        checkTypes(plan, manifest);
        Map<String, List<Placed>> byTable = new HashMap<>();
        for (ShardSpec shard : plan.packed()) {
            for (Placement placement : shard.placements()) {
                byTable.computeIfAbsent(placement.table(), name -> new ArrayList<>())
                        .add(new Placed(plan.isLocal(shard.index()), shard.index(), placement));
            }
        }
        for (TableSpec table : manifest.tables()) {
            List<Placed> placed = byTable.remove(table.name());
            checkTable(table, placed == null ? List.of() : placed);
        }
        byTable.forEach((name, placed) -> {
            throw new BundleException(placed.getFirst().path() + ": '" + name + "' (expected: a table of model '"
                    + manifest.name() + "')");
        });
    }

    private static void checkTypes(ShardingPlan plan, Manifest manifest) {
        Map<String, TableSpec> tables = new HashMap<>();
        manifest.tables().forEach(table -> tables.put(table.name(), table));
        plan.dtypes().forEach((name, dtype) -> {
            TableSpec table = tables.get(name);
            if (table == null) {
                throw new BundleException(
                        "dtypes: '" + name + "' (expected: a table of model '" + manifest.name() + "')");
            }
            table.dtype().requireConvertible("dtypes['" + name + "']", dtype);
        });
    }

    private static void checkTable(TableSpec table, List<Placed> placements) {
        List<Placed> sorted = placements.stream()
                .sorted(Comparator.comparingLong(Placed::firstRow).thenComparingLong(Placed::endRow))
                .toList();
        long next = 0;
        for (int i = 0; i < sorted.size(); i++) {
            Placed placed = sorted.get(i);
            if (placed.firstRow() > next) {
                throw onNoShard(table, next, placed.firstRow());
            }
            if (placed.firstRow() < next) {
                throw onTwoShards(table, sorted.get(i - 1), placed);
            }
            next = placed.endRow();
        }
        if (next < table.rows()) {
            throw onNoShard(table, next, table.rows());
        }
        if (next > table.rows()) {
            throw new BundleException(sorted.getLast().path() + "['" + table.name() + "'].endRow: " + next
                    + " (expected: at most " + table.rows() + ", the table's rows)");
        }
    }

    private static BundleException onNoShard(TableSpec table, long firstRow, long endRow) {
        return new BundleException("shards: rows [" + firstRow + ", " + endRow + ") of table '" + table.name()
                + "' are on no shard (expected: rows [0, " + table.rows() + ") placed once)");
    }

    private static BundleException onTwoShards(TableSpec table, Placed before, Placed placed) {
        return new BundleException("shards: rows [" + placed.firstRow() + ", "
                + Math.min(before.endRow(), placed.endRow()) + ") of table '" + table.name() + "' are "
                + before.place() + " and " + placed.place() + " (expected: every row placed once)");
    }
}
