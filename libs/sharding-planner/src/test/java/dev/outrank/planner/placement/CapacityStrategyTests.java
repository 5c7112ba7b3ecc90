package dev.outrank.planner.placement;

import static dev.outrank.planner.placement.PlanFixtures.imbalance;
import static dev.outrank.planner.placement.PlanFixtures.model;
import static dev.outrank.planner.placement.PlanFixtures.placements;
import static dev.outrank.planner.placement.PlanFixtures.table;
import static dev.outrank.planner.placement.PlanFixtures.tablesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CapacityStrategyTests {

    private final CapacityStrategy strategy = new CapacityStrategy();

    @Test
    void placesLargestFirstOnLeastLoadedShardWhenTablesFit() {
        ModelFacts model =
                model(table("d", 20, 1), table("a", 60, 1), table("b", 40, 1), table("c", 40, 1), table("e", 40, 1));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(2)).plan();
        assertThat(tablesOf(plan.shards().get(0))).containsExactly("a", "e");
        assertThat(tablesOf(plan.shards().get(1))).containsExactly("d", "b", "c");
    }

    @Test
    void spreadsGiantTableOverAllShardsWhenItHoldsNineTenths() {
        ModelFacts model = model(table("giant", 9000, 4), table("s", 500, 4), table("t", 500, 4));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(4)).plan();
        assertThat(placements(plan, "giant"))
                .containsExactly(
                        new Placement("giant", 0, 2250),
                        new Placement("giant", 2250, 4500),
                        new Placement("giant", 4500, 6750),
                        new Placement("giant", 6750, 9000));
        assertThat(imbalance(model, plan)).isLessThanOrEqualTo(1.05);
    }

    @Test
    void splitsEqualTablesWhenTheyOutnumberTheShards() {
        ModelFacts model = model(
                table("a", 100, 4), table("b", 100, 4), table("c", 100, 4), table("d", 100, 4), table("e", 100, 4));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(4)).plan();
        assertThat(imbalance(model, plan)).isLessThanOrEqualTo(1.05);
        assertThat(placements(plan, "e")).hasSize(4);
    }

    @Test
    void splitsTablesWhenThereAreMoreShardsThanTables() {
        ModelFacts model = model(table("a", 1000, 4), table("b", 10, 4));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(5)).plan();
        assertThat(plan.shards()).noneMatch(shard -> shard.placements().isEmpty());
        assertThat(imbalance(model, plan)).isLessThanOrEqualTo(1.05);
    }

    @Test
    void keepsTableWholeWhenItHasOneRow() {
        ModelFacts model = model(table("wide", 1, 1000), table("a", 100, 1));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(2)).plan();
        assertThat(placements(plan, "wide")).containsExactly(new Placement("wide", 0, 1));
        assertThat(placements(plan, "a")).containsExactly(new Placement("a", 0, 100));
    }

    @Test
    void carriesReplicasAndFingerprintWhenPlanned() {
        ShardingPlan plan = strategy.plan(model(table("a", 10, 4)), new PlanConstraints(2, 3, Long.MAX_VALUE))
                .plan();
        assertThat(plan.shards()).extracting(ShardSpec::replicas).containsExactly(3, 3);
        assertThat(plan.bundleFingerprint()).isEqualTo("f".repeat(64));
        assertThat(plan.strategy()).isEqualTo("capacity");
    }

    @Test
    void refusesWhenShardsOutnumberRows() {
        assertThatThrownBy(() -> strategy.plan(model(table("a", 3, 4)), PlanConstraints.ofShards(4)))
                .isInstanceOf(PlanException.class)
                .hasMessage("shards: 4 (expected: at most 3, the rows of all tables, since no shard may be empty)");
    }

    @Test
    void cutsATableWhenAShardWouldBeEmpty() {
        ModelFacts model = model(table("wide", 1, 1000), table("a", 2, 1));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(3)).plan();
        assertThat(placements(plan, "a")).hasSize(2);
        assertThat(plan.shards()).noneMatch(shard -> shard.placements().isEmpty());
    }

    @Test
    void refusesAndNamesEnoughShardsWhenBytesExceedLimit() {
        assertThatThrownBy(() -> Planning.plan(strategy, model(table("a", 1000, 1)), new PlanConstraints(4, 1, 100)))
                .isInstanceOf(InfeasiblePlanException.class)
                .hasMessage(
                        "maxShardBytes: 100, and all tables, of which 'a' is the largest with 1000, make each shard need 250"
                                + " (expected: at least 250, or at least 10 shards)");
    }

    @Test
    void refusesWhenAnUnsplittableTableExceedsLimit() {
        ModelFacts model = model(table("wide", 1, 900), table("a", 1000, 1));
        assertThatThrownBy(() -> Planning.plan(strategy, model, new PlanConstraints(4, 1, 500)))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining(
                        "maxShardBytes: 500, and table 'wide' makes a shard need 900 (expected: at least 900)");
    }

    @Test
    void keepsToLimitWhenItIsTight() {
        ModelFacts model = model(table("a", 1000, 1), table("b", 700, 1), table("c", 301, 1));
        ShardingPlan plan = strategy.plan(model, new PlanConstraints(3, 1, 668)).plan();
        assertThat(model.shardBytes(plan)).allMatch(bytes -> bytes <= 668);
    }

    @ParameterizedTest
    @ValueSource(ints = {26, 27, 30, 64, 200})
    void leavesNoShardEmptyWhenOneTableGoesToManyShards(int shards) {
        ShardingPlan plan = strategy.plan(model(table("a", 1_000_000, 4)), PlanConstraints.ofShards(shards))
                .plan();
        assertThat(placements(plan, "a")).hasSize(shards);
    }

    @Test
    void fillsGapsByWhatRangesTakeWhenNoEqualRangesFit() {
        ModelFacts model = model(table("a", 10, 16, 4112), table("b", 10, 16, 4112));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(4)).plan();
        assertThat(placements(plan, "a")).hasSize(4);
        assertThat(model.shardBytes(plan)).allMatch(bytes -> bytes <= 2 * (4112 + 3 * 16));
    }
}
