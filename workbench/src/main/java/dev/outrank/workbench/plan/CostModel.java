package dev.outrank.workbench.plan;

import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.CostCoefficients;
import dev.outrank.planner.fleet.Fleet;
import dev.outrank.planner.fleet.FleetPlanner;
import dev.outrank.planner.fleet.FleetTarget;
import dev.outrank.planner.placement.OneShardStrategy;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.PlanPredictor.Home;
import dev.outrank.planner.predict.Prediction;
import dev.outrank.planner.predict.Serving;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicts what plans of one model cost, at a rate that was given or at one that follows from the model.
 *
 * <p>Ranking always has as many processes as the target needs. Shards have so many replicas too where a rate was given, else those of
 * the plan.
 *
 * @param predictor of the model on the machines
 * @param calibration what the machines cost
 * @param target the rate, and how busy processes may be at it
 * @param sizesShards whether the replicas of shards follow from the target, as those of ranking do
 */
record CostModel(PlanPredictor predictor, CalibrationChoice calibration, FleetTarget target, boolean sizesShards) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Half of what one process sustains: no queue is long there, and none is empty. */
    private static final double DEFAULT_LOAD = 0.5;

    /**
     * Returns the costs of a model's plans.
     *
     * @param replicas the fewest of ranking, and of shards where they are sized
     * @throws dev.outrank.planner.PlanException if nothing is known of the model's requests
     */
    static CostModel of(PlannedModel model, ServingOptions serving, int replicas) {
        CalibrationChoice calibration = serving.calibration();
        PlanPredictor predictor = new PlanPredictor(
                model.facts(), model.nets().get(), calibration.calibration().costs());
        Double rate = serving.rate();
        double served = rate == null ? defaultRate(model, predictor, serving.cores()) : rate;
        return new CostModel(predictor, calibration, serving.target(served, replicas), rate != null);
    }

    private static double defaultRate(PlannedModel model, PlanPredictor predictor, int cores) {
        Prediction idle = predictor.predict(singular(model), Home.RANKING, new Serving(0, cores, 1));
        return DEFAULT_LOAD * cores * NANOS_PER_SECOND / idle.cpuNanos();
    }

    /** Returns the plan of the model in one process. */
    static ShardingPlan singular(PlannedModel model) {
        return PlacementStrategies.byName(OneShardStrategy.SINGULAR)
                .plan(model.facts(), PlanConstraints.ofShards(1))
                .plan();
    }

    Serving serving(int rankingReplicas) {
        return new Serving(target.requestsPerSecond(), target.coresPerReplica(), rankingReplicas);
    }

    /** Returns a plan with the replicas that it is served with. */
    ServedPlan served(ShardingPlan plan) {
        FleetPlanner planner = new FleetPlanner(predictor, target);
        if (plan.strategy().equals(OneShardStrategy.SINGULAR)) {
            Fleet fleet = planner.singular(plan);
            return new ServedPlan(withReplicas(plan, List.of(fleet.rankingReplicas())), fleet);
        }
        Fleet sized = planner.distributed(plan);
        return sizesShards
                ? new ServedPlan(withReplicas(plan, sized.shardReplicas()), sized)
                : new ServedPlan(plan, asGiven(plan, sized.rankingReplicas()));
    }

    private static ShardingPlan withReplicas(ShardingPlan plan, List<Integer> replicas) {
        List<ShardSpec> shards = new ArrayList<>();
        for (ShardSpec shard : plan.shards()) {
            shards.add(new ShardSpec(shard.index(), replicas.get(shard.index()), shard.placements()));
        }
        return plan.withShards(shards);
    }

    private Fleet asGiven(ShardingPlan plan, int rankingReplicas) {
        Prediction prediction = predictor.predict(plan, Home.REMOTE, serving(rankingReplicas));
        List<Integer> replicas = plan.shards().stream().map(ShardSpec::replicas).toList();
        long processes = rankingReplicas
                + replicas.stream().mapToLong(Integer::longValue).sum();
        return new Fleet(
                plan.strategy(),
                rankingReplicas,
                replicas,
                Math.clamp(processes * target.coresPerReplica(), 1, Integer.MAX_VALUE),
                prediction.memoryBytes(rankingReplicas) + (double) processes * target.processBytes(),
                prediction);
    }

    /** Says where the rate comes from. */
    String rateOrigin() {
        return sizesShards
                ? "--rate"
                : "half of what one process of " + target.coresPerReplica()
                        + " cores with the whole model sustains, since no --rate is given";
    }

    /** Returns what the network adds to a call. */
    double roundTripNanos() {
        return new CostCoefficients(calibration.calibration().coefficients()).value(CoefficientNames.ROUND_TRIP);
    }
}
