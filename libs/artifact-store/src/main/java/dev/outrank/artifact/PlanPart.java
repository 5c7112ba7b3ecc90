package dev.outrank.artifact;

import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedShard;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Which packed shards of a plan are wanted.
 *
 * @param name the same for the same shards of any plan; part of a file's name
 * @param shards returns their indices
 */
public record PlanPart(String name, Function<ShardingPlan, IntStream> shards) {

    /** Returns the part that is one shard; nothing of plans that have fewer. */
    public static PlanPart shard(int shard) {
        return new PlanPart(PackedShard.directoryName(shard), plan -> IntStream.of(shard)
                .filter(index -> index < plan.shards().size()));
    }

    /** Returns the part that is every shard. */
    public static PlanPart all() {
        return new PlanPart("all", plan -> IntStream.range(0, plan.packed().size()));
    }

    /** Returns the part that the plan leaves to ranking, which comes last; nothing of most plans. */
    public static PlanPart local() {
        return new PlanPart(
                "local",
                plan -> IntStream.range(plan.shards().size(), plan.packed().size()));
    }
}
