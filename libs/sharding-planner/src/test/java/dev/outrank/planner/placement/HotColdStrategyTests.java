package dev.outrank.planner.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.example.ExampleModels;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HotColdStrategyTests {

    private final PlacementStrategy strategy = PlacementStrategies.byName("hot-cold");

    private static TableFacts table(String name, long rows, long orderedRows) {
        return TableFacts.of(name, rows, 32, ElementType.FLOAT32, List.of("item"), orderedRows);
    }

    /** The hottest fiftieth of each table has 70 % of the accesses. */
    private static ModelFacts model(TableFacts... tables) {
        return ExampleModels.of(List.of(tables), table -> 2);
    }

    @Test
    void putsHotRowsOnAShardWithMoreReplicasAndTheOthersByBytes() {
        ModelFacts model = model(table("a", 50_000, 1000), table("b", 100_000, 2000), table("plain", 50_000, 0));
        ReasonedPlan plan = strategy.plan(model, new PlanConstraints(3, 2, Long.MAX_VALUE));
        ShardSpec hot = plan.plan().shards().getFirst();
        assertThat(hot.placements()).containsExactly(new Placement("a", 0, 1000), new Placement("b", 0, 2000));
        // 2.8 of 6 lookups are hot, 1.6 on each cold shard.
        assertThat(hot.replicas()).isEqualTo(4);
        assertThat(plan.plan().shards().subList(1, 3)).allMatch(shard -> shard.replicas() == 2);
        assertThat(PlanFixtures.placements(plan.plan(), "a").get(1).firstRow()).isEqualTo(1000);
        assertThat(plan.reasons().get("b")).contains("its 2000 hottest rows are on shards with more replicas");
    }

    @Test
    void leavesTablesWholeWhenTheirFirstRowsAreNotHot() {
        ModelFacts model = model(table("a", 50_000, 1000), table("flat", 50_000, 40_000));
        assertThat(strategy.plan(model, PlanConstraints.ofShards(3))
                        .plan()
                        .shards()
                        .getFirst()
                        .placements())
                .extracting(Placement::table)
                .containsExactly("a");
    }

    @Test
    void refusesModelsWithoutOrderedTablesAndSingleShards() {
        assertThatThrownBy(() -> strategy.plan(model(table("a", 50_000, 0)), PlanConstraints.ofShards(2)))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("'outrank reorder' puts them first");
        assertThatThrownBy(() -> strategy.plan(model(table("a", 50_000, 1000)), PlanConstraints.ofShards(1)))
                .hasMessage("shards: 1 (expected: at least 2 with the strategy 'hot-cold')");
    }

    @Test
    void cutsAHotRangeThatIsTooLargeForOneShard() {
        ModelFacts model = model(table("a", 50_000, 1000), table("b", 50_000, 1000));
        ShardingPlan plan =
                strategy.plan(model, new PlanConstraints(80, 1, 200_000)).plan();
        assertThat(model.shardBytes(plan)).allMatch(bytes -> bytes <= 200_000);
        assertThat(plan.shards()).filteredOn(shard -> shard.replicas() > 1).hasSizeGreaterThan(1);
        assertThat(model.tables())
                .allSatisfy(table -> assertThat(PlanFixtures.gaps(plan, table)).isEmpty());
    }

    @Test
    void namesTheTableWhoseHotRowsDoNotFit() {
        ModelFacts model = model(table("a", 50_000, 1000), table("b", 50_000, 1000));
        assertThatThrownBy(() -> strategy.plan(model, new PlanConstraints(2, 1, 200_000)))
                .isInstanceOf(InfeasiblePlanException.class)
                .hasMessageStartingWith("maxShardBytes: 200000, and table 'b' makes a shard need ");
    }
}
