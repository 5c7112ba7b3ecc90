package dev.outrank.planner.placement;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;

/** Places every table whole on a single shard: behind a call, or in the process of the dense nets. */
public final class OneShardStrategy implements PlacementStrategy {

    /** The name of the plan whose only shard is served inside the ranking process. */
    public static final String SINGULAR = "singular";

    /** The name of the plan whose only shard is served by embedding services. */
    public static final String REMOTE = "one-shard";

    private final String name;
    private final String about;

    private OneShardStrategy(String name, String about) {
        this.name = name;
        this.about = about;
    }

    /** Returns the strategy of one embedding service. */
    static OneShardStrategy remote() {
        return new OneShardStrategy(REMOTE, "everything on one shard");
    }

    /** Returns the strategy of a ranking service that holds the tables itself: the baseline of every comparison. */
    static OneShardStrategy singular() {
        return new OneShardStrategy(SINGULAR, "everything in the ranking process, without any call");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return about;
    }

    @Override
    public ReasonedPlan plan(ModelFacts model, PlanConstraints constraints) {
        if (constraints.shards() != 1) {
            throw new PlanException(
                    "shards: " + constraints.shards() + " (expected: 1 with the strategy '" + name() + "')");
        }
        if (name.equals(SINGULAR) && constraints.maxLocalBytes() > 0) {
            throw new PlanException("maxLocalBytes: " + constraints.maxLocalBytes()
                    + " (expected: 0 with the strategy '" + name() + "', which has all tables in ranking)");
        }
        ShardLoads loads = new ShardLoads(1, constraints.replicas(), TableLoads.of(model));
        model.tables().forEach(table -> {
            loads.add(0, table, 0, table.rows());
            loads.explain(table, "there is one shard");
        });
        return PlanAssembly.assemble(name(), model, constraints, loads);
    }

    @Override
    public int fewestShards(ModelFacts model, PlanConstraints constraints) {
        return 1;
    }
}
