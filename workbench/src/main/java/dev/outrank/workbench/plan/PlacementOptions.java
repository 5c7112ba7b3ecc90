package dev.outrank.workbench.plan;

import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.PlacementStrategy;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.Planning;
import dev.outrank.planner.placement.ReasonedPlan;
import dev.outrank.workbench.text.ByteCount;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the tables are placed, and within which limits. */
final class PlacementOptions {

    private static final String STRATEGY = "capacity";

    @Option(
            names = "--strategy",
            paramLabel = "<name>",
            description = "One of the strategies below (default: " + STRATEGY + ").")
    private @Nullable String strategy;

    @Option(
            names = "--shards",
            paramLabel = "<n>",
            description = "How many shards (default: 1, or the fewest that keep to --max-shard-bytes).")
    private @Nullable Integer shards;

    @Option(
            names = "--max-shard-bytes",
            paramLabel = "<bytes>",
            description = "The most that a shard may hold, such as 64GiB, 500MB or 1000000 (default: no limit).")
    private @Nullable String maxShardBytes;

    @Option(
            names = "--replicas",
            defaultValue = "1",
            paramLabel = "<n>",
            description = "Instances of each shard, the fewest where --rate sizes them;"
                    + " also the fewest of ranking (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--max-local-bytes",
            paramLabel = "<bytes>",
            description =
                    "The most that each ranking process may hold of tables itself, small ones whose vectors need no call then;"
                            + " needs --profile or --workload (default: nothing).")
    private @Nullable String maxLocalBytes;

    String strategy() {
        return strategy == null ? STRATEGY : strategy;
    }

    /** Returns the limit of bytes a shard, {@link Long#MAX_VALUE} without one. */
    long limit() {
        return maxShardBytes == null ? Long.MAX_VALUE : ByteCount.parse("--max-shard-bytes", maxShardBytes);
    }

    private long localLimit() {
        return maxLocalBytes == null ? 0 : ByteCount.parse("--max-local-bytes", maxLocalBytes);
    }

    int replicas() {
        return constraints().replicas();
    }

    /** Returns the constraints, over one shard where their number is left to the limit. */
    PlanConstraints constraints() {
        return new PlanConstraints(shards == null ? 1 : shards, replicas, limit(), localLimit());
    }

    /** Refuses what has no place in a comparison. */
    void requireNoPlan() {
        OnlyWith.require(false, "--strategy", strategy, "a plan; --compare takes all strategies");
        OnlyWith.require(false, "--shards", shards, "a plan; --compare takes --shard-counts");
    }

    /** Returns a plan over as many shards as were asked for, or the fewest that keep to the limit. */
    ReasonedPlan plan(PlacementStrategy chosen, ModelFacts model) {
        PlanConstraints constraints = constraints();
        return shards == null && maxShardBytes != null
                ? Planning.planFewest(chosen, model, constraints)
                : Planning.plan(chosen, model, constraints);
    }
}
