package dev.outrank.planner.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.example.ExampleCosts;
import dev.outrank.planner.example.ExampleModels;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.Prediction;
import dev.outrank.planner.predict.Serving;
import org.junit.jupiter.api.Test;

final class FleetPlannerTests {

    private static final FleetTarget TARGET = new FleetTarget(2000, 0.5, 2, 1, 1000);

    private final ModelFacts model = ExampleModels.model(11, 30);
    private final PlanPredictor predictor = new PlanPredictor(model, ExampleModels.nets(), ExampleCosts.stages());
    private final FleetPlanner fleets = new FleetPlanner(predictor, TARGET);

    private ShardingPlan plan(String strategy, int shards) {
        return PlacementStrategies.byName(strategy)
                .plan(model, PlanConstraints.ofShards(shards))
                .plan();
    }

    @Test
    void givesEachShardAsManyReplicasAsItsWorkNeeds() {
        ShardingPlan plan = plan("capacity", 4);
        Prediction idle = predictor.predict(plan, PlanPredictor.Home.REMOTE, new Serving(0, 2, 1));
        ShardingPlan sized = fleets.withReplicas(plan);
        for (ShardSpec shard : sized.shards()) {
            double cores = 2000 * idle.shards().get(shard.index()).cpuNanos() / 1e9 / 0.5;
            assertThat(shard.replicas()).isEqualTo((int) Math.ceil(cores / 2));
            assertThat(shard.placements())
                    .isEqualTo(plan.shards().get(shard.index()).placements());
        }
    }

    @Test
    void countsProcessesCoresAndMemory() {
        Fleet fleet = fleets.distributed(plan("capacity", 4));
        int shards = fleet.shardReplicas().stream().mapToInt(Integer::intValue).sum();
        assertThat(fleet.processes()).isEqualTo(fleet.rankingReplicas() + shards);
        assertThat(fleet.cores()).isEqualTo(2 * fleet.processes());
        assertThat(fleet.memoryBytes())
                .isEqualTo(fleet.prediction().memoryBytes(fleet.rankingReplicas()) + 1000.0 * fleet.processes());
        assertThat(fleet.prediction().p99Nanos()).isFinite();
        assertThat(fleet.prediction().rankingUtilisation()).isLessThanOrEqualTo(0.5);
        assertThat(fleet.prediction().shards()).allMatch(shard -> shard.utilisation() <= 0.5);
    }

    @Test
    void countsTablesInRankingForEachOfItsProcesses() {
        PlanConstraints constraints = PlanConstraints.ofShards(4).withMaxLocalBytes(model.bytes() / 5);
        ShardingPlan plan =
                PlacementStrategies.byName("capacity").plan(model, constraints).plan();
        Fleet fleet = fleets.distributed(plan);
        assertThat(model.localBytes(plan)).isPositive();
        double shards = 0;
        for (ShardSpec shard : plan.shards()) {
            shards += (double) model.shardBytes(plan).get(shard.index())
                    * fleet.shardReplicas().get(shard.index());
        }
        assertThat(fleet.memoryBytes())
                .isEqualTo(shards
                        + (double) model.localBytes(plan) * fleet.rankingReplicas()
                        + 1000.0 * fleet.processes());
        assertThat(fleets.withReplicas(plan).local()).isEqualTo(plan.local());
    }

    @Test
    void copiesAllTablesForEachProcessWhenSingular() {
        Fleet singular = fleets.singular(plan("singular", 1));
        assertThat(singular.shardReplicas()).isEmpty();
        assertThat(singular.memoryBytes()).isEqualTo(singular.rankingReplicas() * (model.bytes() + 1000.0));
        assertThat(singular.memoryBytes())
                .isGreaterThan(fleets.distributed(plan("capacity", 4)).memoryBytes());
    }

    @Test
    void refusesTargetsThatMakeNoSense() {
        assertThatThrownBy(() -> new FleetTarget(0, 0.5, 1, 1, 0)).isInstanceOf(PlanException.class);
        assertThatThrownBy(() -> new FleetTarget(1, 1, 1, 1, 0)).hasMessageStartingWith("utilisation: 1.0");
        assertThatThrownBy(() -> new FleetTarget(1, 0.5, 0, 1, 0)).hasMessageStartingWith("coresPerReplica 0");
        assertThatThrownBy(() -> new FleetTarget(1, 0.5, 1, 1, -1)).hasMessageStartingWith("processBytes: -1");
    }
}
