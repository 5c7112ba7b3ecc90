package dev.outrank.planner.placement;

import static dev.outrank.planner.placement.PlanFixtures.tablesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.example.ExampleModels;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoadStrategyTests {

    private final PlacementStrategy strategy = PlacementStrategies.byName("load");

    private static TableFacts table(String name, long rows, long orderedRows) {
        return new TableFacts(name, rows, 32, ElementType.FLOAT32, 128, 0, List.of("item"), orderedRows);
    }

    private static ModelFacts model(Map<String, Double> lookups, TableFacts... tables) {
        return ExampleModels.of(List.of(tables), table -> lookups.getOrDefault(table.name(), 0.0));
    }

    @Test
    void placesTheMostAskedFirstWhateverTheirBytes() {
        ModelFacts model = model(
                Map.of("a", 4.0, "b", 3.0, "c", 3.0, "d", 2.0),
                table("a", 10, 0),
                table("b", 10_000, 0),
                table("c", 100, 0),
                table("d", 1000, 0));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(2)).plan();
        assertThat(tablesOf(plan.shards().get(0))).containsExactly("a", "d");
        assertThat(tablesOf(plan.shards().get(1))).containsExactly("b", "c");
    }

    @Test
    void cutsATableWhoseFirstRowsAreHotIntoRangesOfEqualLookups() {
        // The hottest fiftieth has 70 % of the accesses.
        ModelFacts model = model(Map.of("hot", 8.0), table("hot", 10_000, 200), table("cold", 10_000, 0));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(2)).plan();
        assertThat(PlanFixtures.placements(plan, "hot"))
                .containsExactly(new Placement("hot", 0, 143), new Placement("hot", 143, 10_000));
    }

    @Test
    void fillsUpByBytesWithWhatIsNeverAsked() {
        ModelFacts model =
                model(Map.of("a", 1.0, "b", 1.0), table("a", 5000, 0), table("b", 100, 0), table("c", 200, 0));
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(2)).plan();
        assertThat(tablesOf(plan.shards().get(1))).containsExactly("b", "c");
    }

    @Test
    void letsBytesDecideWhereTheLimitLeavesNoChoice() {
        ModelFacts model = model(Map.of("a", 9.0, "b", 1.0), table("a", 100, 0), table("b", 900, 0));
        PlanConstraints tight = new PlanConstraints(2, 1, 501 * 128);
        assertThat(model.shardBytes(strategy.plan(model, tight).plan())).allMatch(bytes -> bytes <= 501 * 128);
        assertThatThrownBy(() -> Planning.plan(strategy, model, tight.withMaxShardBytes(499 * 128)))
                .isInstanceOf(InfeasiblePlanException.class)
                .hasMessage("maxShardBytes: 63872, and table 'b' makes a shard need 64128"
                        + " (expected: at least 64000, or at least 3 shards)");
    }

    @Test
    void refusesModelsThatNobodyMeasured() {
        assertThatThrownBy(() -> strategy.plan(PlanFixtures.model(table("a", 10, 0)), PlanConstraints.ofShards(1)))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("strategy 'load': no profile (expected: --profile");
    }
}
