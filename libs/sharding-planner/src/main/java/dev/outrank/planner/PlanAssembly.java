package dev.outrank.planner;

import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a plan of filled shards, and checks what every strategy promises. */
final class PlanAssembly {

    private PlanAssembly() {}

    static ShardingPlan assemble(String strategy, ModelFacts model, PlanConstraints constraints, ShardLoads loads) {
        Map<String, Integer> order = new HashMap<>();
        model.tables().forEach(table -> order.put(table.name(), order.size()));
        Comparator<Placement> byTable = Comparator.comparing(placement -> order.getOrDefault(placement.table(), 0));
        List<ShardSpec> shards = new ArrayList<>(loads.count());
        for (int shard = 0; shard < loads.count(); shard++) {
            check(shard, loads, constraints);
            shards.add(new ShardSpec(
                    shard,
                    constraints.replicas(),
                    loads.placements(shard).stream().sorted(byTable).toList()));
        }
        return new ShardingPlan(
                ShardingPlan.FORMAT_VERSION,
                model.model(),
                model.bundleFingerprint(),
                strategy,
                model.dtypes(),
                shards);
    }

    private static void check(int shard, ShardLoads loads, PlanConstraints constraints) {
        if (loads.placements(shard).isEmpty()) {
            throw new PlanException("shards: " + constraints.shards() + ", and shard " + shard
                    + " would be empty (expected: fewer shards, since the tables have too few rows)");
        }
        if (loads.bytes(shard) > constraints.maxShardBytes()) {
            throw new PlanException("maxShardBytes: " + constraints.maxShardBytes() + ", and shard " + shard
                    + " would hold " + loads.bytes(shard) + " (expected: more shards or a larger limit)");
        }
    }
}
