package dev.outrank.planner.fleet;

import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.PlanPredictor.Home;
import dev.outrank.planner.predict.Prediction;
import dev.outrank.planner.predict.Serving;
import dev.outrank.planner.predict.ShardPrediction;
import java.util.ArrayList;
import java.util.List;

/** Sizes fleets. Immutable and thread-safe. */
public final class FleetPlanner {

    private final PlanPredictor predictor;
    private final FleetTarget target;

    /** Makes a planner for one model. */
    public FleetPlanner(PlanPredictor predictor, FleetTarget target) {
        this.predictor = predictor;
        this.target = target;
    }

    /** Returns the plan with as many replicas of each shard as the target needs. */
    public ShardingPlan withReplicas(ShardingPlan plan) {
        Prediction idle = predictor.predict(plan, Home.REMOTE, idle());
        List<ShardSpec> shards = new ArrayList<>();
        for (ShardSpec shard : plan.shards()) {
            ShardPrediction predicted = idle.shards().get(shard.index());
            int replicas = target.replicas(predicted.cpuNanos());
            shards.add(new ShardSpec(shard.index(), replicas, shard.placements()));
        }
        return plan.withShards(shards);
    }

    /** Returns the processes of a plan whose shards are behind calls. */
    public Fleet distributed(ShardingPlan plan) {
        ShardingPlan sized = withReplicas(plan);
        Prediction idle = predictor.predict(sized, Home.REMOTE, idle());
        int ranking = target.replicas(idle.rankingCpuNanos());
        List<Integer> replicas =
                sized.shards().stream().map(ShardSpec::replicas).toList();
        int processes = ranking + replicas.stream().mapToInt(Integer::intValue).sum();
        return new Fleet(
                plan.strategy(),
                ranking,
                replicas,
                processes * target.coresPerReplica(),
                idle.memoryBytes(ranking) + (double) processes * target.processBytes(),
                predictor.predict(sized, Home.REMOTE, serving(ranking)));
    }

    /** Returns the processes of a plan of one shard that ranking holds itself. */
    public Fleet singular(ShardingPlan plan) {
        Prediction idle = predictor.predict(plan, Home.RANKING, idle());
        int ranking = target.replicas(idle.rankingCpuNanos());
        double each = (double) idle.shards().getFirst().bytes() + target.processBytes();
        return new Fleet(
                plan.strategy(),
                ranking,
                List.of(),
                ranking * target.coresPerReplica(),
                ranking * each,
                predictor.predict(plan, Home.RANKING, serving(ranking)));
    }

    private Serving idle() {
        return new Serving(0, target.coresPerReplica(), 1);
    }

    private Serving serving(int rankingReplicas) {
        return new Serving(target.requestsPerSecond(), target.coresPerReplica(), rankingReplicas);
    }
}
