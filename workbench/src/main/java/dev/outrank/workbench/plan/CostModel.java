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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts what plans of one model cost, at the rate of a target or at one that follows from the model.
 *
 * @param predictor of the model on the machines
 * @param calibration what the machines cost
 * @param target the rate that replicas are sized for; null where their number is given
 * @param requestsPerSecond the rate that predictions are for
 * @param cores of each process
 * @param processBytes memory of each process besides its tables
 */
record CostModel(
        PlanPredictor predictor,
        CalibrationChoice calibration,
        @Nullable FleetTarget target,
        double requestsPerSecond,
        int cores,
        long processBytes) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Half of what one process sustains: no queue is long there, and none is empty. */
    private static final double DEFAULT_LOAD = 0.5;

    /**
     * Returns the costs of a model's plans.
     *
     * @throws dev.outrank.planner.PlanException if nothing is known of the model's requests
     */
    static CostModel of(PlannedModel model, ServingOptions serving, int replicas) {
        CalibrationChoice calibration = serving.calibration();
        PlanPredictor predictor = new PlanPredictor(
                model.facts(), model.nets().get(), calibration.calibration().costs());
        FleetTarget target = serving.target(replicas);
        int cores = new Serving(0, serving.cores(), 1).coresPerReplica();
        double rate;
        if (target == null) {
            ShardingPlan singular = singular(model);
            Prediction idle = predictor.predict(singular, Home.RANKING, new Serving(0, cores, 1));
            rate = DEFAULT_LOAD * cores * NANOS_PER_SECOND / idle.cpuNanos();
        } else {
            rate = target.requestsPerSecond();
        }
        return new CostModel(predictor, calibration, target, rate, cores, serving.processBytes());
    }

    /** Returns the plan of the model in one process. */
    static ShardingPlan singular(PlannedModel model) {
        return PlacementStrategies.byName(OneShardStrategy.SINGULAR)
                .plan(model.facts(), PlanConstraints.ofShards(1))
                .plan();
    }

    static boolean isSingular(ShardingPlan plan) {
        return plan.strategy().equals(OneShardStrategy.SINGULAR);
    }

    Serving serving(int rankingReplicas) {
        return new Serving(requestsPerSecond, cores, rankingReplicas);
    }

    /** Returns the plan with the replicas that the target needs, or as it is. */
    ShardingPlan sized(ShardingPlan plan) {
        return target == null || isSingular(plan) ? plan : new FleetPlanner(predictor, target).withReplicas(plan);
    }

    /** Returns the processes of a plan: as many as the target needs, or one of ranking and the plan's replicas. */
    Fleet fleet(ShardingPlan plan) {
        boolean singular = isSingular(plan);
        if (target != null) {
            FleetPlanner planner = new FleetPlanner(predictor, target);
            return singular ? planner.singular(plan) : planner.distributed(plan);
        }
        Prediction prediction = predictor.predict(plan, singular ? Home.RANKING : Home.REMOTE, serving(1));
        List<Integer> replicas = singular
                ? List.of()
                : plan.shards().stream().map(ShardSpec::replicas).toList();
        int processes = 1 + replicas.stream().mapToInt(Integer::intValue).sum();
        return new Fleet(
                plan.strategy(),
                1,
                replicas,
                processes * cores,
                prediction.memoryBytes() + (double) processes * processBytes,
                prediction);
    }

    /** Says where the rate comes from. */
    String rateOrigin() {
        return target == null
                ? "half of what one process of " + cores
                        + " cores with the whole model sustains, since no --rate is given"
                : "--rate";
    }

    /** Returns what the network adds to a call. */
    double roundTripNanos() {
        return new CostCoefficients(calibration.calibration().coefficients()).value(CoefficientNames.ROUND_TRIP);
    }
}
