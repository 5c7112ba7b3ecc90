package dev.outrank.planner.placement;

import static dev.outrank.planner.placement.PlanFixtures.tablesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetSpecificStrategyTests {

    private final PlacementStrategy strategy = PlacementStrategies.byName("nsbp");

    private static TableFacts table(String name, long bytes, String... nets) {
        return new TableFacts(name, bytes, 32, ElementType.FLOAT32, 1, 0, List.of(nets), 0);
    }

    @Test
    void packsTheTablesOfEachNetLargestFirstUnderTheSmallestLimit() {
        ModelFacts model = PlanFixtures.model(
                table("u1", 60, "user"), table("u2", 50, "user"), table("u3", 40, "user"), table("i1", 90, "item"));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(3)).plan();
        assertThat(tablesOf(plan.shards().get(0))).containsExactly("i1");
        assertThat(tablesOf(plan.shards().get(1))).containsExactly("u1");
        assertThat(tablesOf(plan.shards().get(2))).containsExactly("u2", "u3");
    }

    @Test
    void keepsATableOfTwoNetsApart() {
        ModelFacts model =
                PlanFixtures.model(table("u", 60, "user"), table("i", 50, "item"), table("both", 40, "user", "item"));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(3)).plan();
        assertThat(plan.shards()).allMatch(shard -> shard.placements().size() == 1);
        assertThatThrownBy(() -> strategy.plan(model, PlanConstraints.ofShards(2)))
                .isInstanceOf(PlanException.class)
                .hasMessage("shards: 2 (expected: at least 3 with the strategy 'nsbp',"
                        + " one for each of the nets [user, item, user+item])");
    }

    @Test
    void cutsATableIntoAsFewEqualRangesAsTheLimitNeeds() {
        ModelFacts model = PlanFixtures.model(table("giant", 1000, "item"), table("u", 100, "user"));
        ReasonedPlan plan = Planning.planFewest(strategy, model, new PlanConstraints(1, 1, 300));
        assertThat(PlanFixtures.placements(plan.plan(), "giant"))
                .extracting(range -> range.rows())
                .containsExactly(250L, 250L, 250L, 250L);
        assertThat(plan.plan().shards()).hasSize(5);
        assertThat(plan.reasons().get("giant")).endsWith("its rows are cut to go below that");
    }

    @Test
    void halvesTheFullestBinsWhenThereAreMoreShards() {
        ModelFacts model = PlanFixtures.model(table("a", 100, "item"), table("b", 10, "item"));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(6)).plan();
        assertThat(PlanFixtures.gaps(plan, model.tables().getFirst())).isEmpty();
        assertThat(model.shardBytes(plan)).hasSize(6).allMatch(bytes -> bytes >= 10);
    }

    @Test
    void saysWhatTheSmallestBinsNeedWhenTheLimitIsBelow() {
        ModelFacts model = PlanFixtures.model(table("a", 90, "user"), table("b", 10, "item"));
        assertThatThrownBy(() -> Planning.plan(strategy, model, new PlanConstraints(2, 1, 60)))
                .isInstanceOf(InfeasiblePlanException.class)
                .hasMessage(
                        "maxShardBytes: 60, and all tables, of which 'a' is the largest with 90, make each shard need 90"
                                + " (expected: at least 90, or at least 3 shards)");
    }

    @Test
    void refusesSoonWhenALimitNeedsMoreRangesThanThereMayBeShards() {
        ModelFacts model = PlanFixtures.model(table("giant", 700_000_000_000L, "item"));
        assertThatThrownBy(() -> Planning.planFewest(strategy, model, new PlanConstraints(1, 1, 10)))
                .isInstanceOf(InfeasiblePlanException.class)
                .hasMessageStartingWith("maxShardBytes: 10, and all tables");
    }

    @Test
    void namesTheTableWhoseRowDoesNotFit() {
        TableFacts wide = new TableFacts("wide", 5, 32, ElementType.FLOAT32, 500, 100, List.of("item"), 0);
        assertThatThrownBy(
                        () -> Planning.planFewest(strategy, PlanFixtures.model(wide), new PlanConstraints(1, 1, 599)))
                .isInstanceOf(InfeasiblePlanException.class)
                .hasMessageStartingWith("maxShardBytes: 599, and table 'wide' makes a shard need 600");
    }
}
