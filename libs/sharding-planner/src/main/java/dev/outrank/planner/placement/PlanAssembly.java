package dev.outrank.planner.placement;

import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a plan of filled shards, and checks what every strategy promises. */
final class PlanAssembly {

    private PlanAssembly() {}

    static ReasonedPlan assemble(String strategy, ModelFacts model, PlanConstraints constraints, ShardLoads loads) {
        fillEmptyShards(model, loads);
        Map<String, Integer> order = new HashMap<>();
        model.tables().forEach(table -> order.put(table.name(), order.size()));
        Comparator<Placement> byTable = Comparator.comparing(placement -> order.getOrDefault(placement.table(), 0));
        List<ShardSpec> shards = new ArrayList<>(loads.count());
        for (int shard = 0; shard < loads.count(); shard++) {
            requireLimit(shard, loads, constraints);
            shards.add(new ShardSpec(
                    shard,
                    loads.replicas(shard),
                    loads.ranges(shard).stream()
                            .map(TableRange::placement)
                            .sorted(byTable)
                            .toList()));
        }
        ShardingPlan plan = new ShardingPlan(
                ShardingPlan.FORMAT_VERSION,
                model.model(),
                model.bundleFingerprint(),
                strategy,
                model.dtypes(),
                shards);
        return new ReasonedPlan(plan, loads.reasons());
    }

    /** A shard without rows gets a range, or half a range, of the shard that has the most ranges. */
    private static void fillEmptyShards(ModelFacts model, ShardLoads loads) {
        for (int shard = 0; shard < loads.count(); shard++) {
            if (loads.ranges(shard).isEmpty()) {
                int fullest = 0;
                for (int other = 1; other < loads.count(); other++) {
                    fullest = spare(loads, other) > spare(loads, fullest) ? other : fullest;
                }
                if (spare(loads, fullest) == 0) {
                    throw new PlanException("shards: " + loads.count() + " (expected: at most " + model.rows()
                            + ", the rows of all tables, since no shard may be empty)");
                }
                giveAway(loads, fullest, shard);
            }
        }
    }

    /** Returns how much a shard could give: whole ranges count more than rows of its only one. */
    private static double spare(ShardLoads loads, int shard) {
        int ranges = loads.ranges(shard).size();
        if (ranges == 0) {
            return 0;
        }
        return ranges > 1 ? ranges : 1 - 1.0 / loads.ranges(shard).getFirst().rows();
    }

    private static void giveAway(ShardLoads loads, int from, int to) {
        TableRange last = loads.ranges(from).getLast();
        loads.remove(from, last);
        if (loads.ranges(from).isEmpty()) {
            long middle = last.firstRow() + Math.ceilDiv(last.rows(), 2);
            loads.add(from, last.table(), last.firstRow(), middle);
            loads.add(to, last.table(), middle, last.endRow());
        } else {
            loads.add(to, last);
        }
        TableFacts table = last.table();
        loads.explain(table, "moved to shard " + to + ", which would have been empty");
    }

    private static void requireLimit(int shard, ShardLoads loads, PlanConstraints constraints) {
        if (loads.bytes(shard) > constraints.maxShardBytes()) {
            TableRange largest = loads.ranges(shard).stream()
                    .max(Comparator.comparingLong(TableRange::bytes))
                    .orElseThrow();
            throw InfeasiblePlanException.ofTable(largest.table(), loads.bytes(shard), constraints.maxShardBytes());
        }
    }
}
