package dev.outrank.planner.placement;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Models and checks for the tests of strategies. */
final class PlanFixtures {

    private PlanFixtures() {}

    static ModelFacts model(TableFacts... tables) {
        return model(List.of(tables));
    }

    static ModelFacts model(List<TableFacts> tables) {
        return new ModelFacts("m", "f".repeat(64), Map.of(), tables, null);
    }

    /** Returns a table whose ranges take nothing but their rows. */
    static TableFacts table(String name, long rows, long rowBytes) {
        return table(name, rows, rowBytes, 0);
    }

    /** Returns a table of one net whose hot rows are scattered. */
    static TableFacts table(String name, long rows, long rowBytes, long rangeBytes) {
        return new TableFacts(name, rows, 32, ElementType.FLOAT32, rowBytes, rangeBytes, List.of("net"), 0);
    }

    /** Returns the placements of a table by first row. */
    static List<Placement> placements(ShardingPlan plan, String table) {
        return plan.shards().stream()
                .flatMap(shard -> shard.placements().stream())
                .filter(placement -> placement.table().equals(table))
                .sorted(Comparator.comparingLong(Placement::firstRow))
                .toList();
    }

    /** Returns what is wrong with the coverage of a table, or an empty list. */
    static List<String> gaps(ShardingPlan plan, TableFacts table) {
        List<String> gaps = new ArrayList<>();
        long next = 0;
        for (Placement placement : placements(plan, table.name())) {
            if (placement.firstRow() != next) {
                gaps.add(table.name() + ": row " + next + " is followed by row " + placement.firstRow());
            }
            next = placement.endRow();
        }
        if (next != table.rows()) {
            gaps.add(table.name() + ": ends at " + next + " of " + table.rows());
        }
        return gaps;
    }

    /** Returns whether the ranges of each table ascend with the shards' indices. */
    static boolean rangesAscendWithShards(ShardingPlan plan, ModelFacts model) {
        return model.tables().stream().allMatch(table -> {
            List<Long> firstRows = plan.shards().stream()
                    .flatMap(shard -> shard.placements().stream())
                    .filter(placement -> placement.table().equals(table.name()))
                    .map(Placement::firstRow)
                    .toList();
            return IntStream.range(1, firstRows.size()).allMatch(i -> firstRows.get(i - 1) < firstRows.get(i));
        });
    }

    static List<String> tablesOf(ShardSpec shard) {
        return shard.placements().stream().map(Placement::table).toList();
    }

    static double imbalance(ModelFacts model, ShardingPlan plan) {
        double mean = (double) model.bytes() / plan.shards().size();
        return model.shardBytes(plan).stream().mapToLong(Long::longValue).max().orElseThrow() / mean;
    }
}
