package dev.outrank.planner.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.example.ExampleModels;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartlyLocalStrategyTests {

    private static final PlacementStrategy CAPACITY = PlacementStrategies.byName("capacity");

    private static final TableFacts COUNTRY = table("country", 200);
    private static final TableFacts CITY = table("city", 4_000);
    private static final TableFacts UNASKED = table("unasked", 10);
    private static final TableFacts ITEM = table("item", 1_000_000);

    private final ModelFacts model =
            ExampleModels.of(List.of(ITEM, UNASKED, CITY, COUNTRY), table -> table.equals(UNASKED) ? 0 : 1);

    private static TableFacts table(String name, long rows) {
        return TableFacts.of(name, rows, 32, ElementType.FLOAT32, List.of("item"), 0);
    }

    private static PlanConstraints limit(long maxLocalBytes) {
        return PlanConstraints.ofShards(2).withMaxLocalBytes(maxLocalBytes);
    }

    private List<String> local(long maxLocalBytes) {
        return CAPACITY.plan(model, limit(maxLocalBytes)).plan().local().stream()
                .map(Placement::table)
                .toList();
    }

    @Test
    void takesTheTablesWithTheMostVectorsForTheirBytesAsFarAsTheyFit() {
        assertThat(local(0)).isEmpty();
        assertThat(local(COUNTRY.bytes() - 1)).isEmpty();
        assertThat(local(COUNTRY.bytes())).containsExactly("country");
        assertThat(local(COUNTRY.bytes() + CITY.bytes() - 1)).containsExactly("country");
        assertThat(local(COUNTRY.bytes() + CITY.bytes())).containsExactly("city", "country");
    }

    @Test
    void leavesRowsForEveryShard() {
        ReasonedPlan plan = CAPACITY.plan(model, limit(Long.MAX_VALUE));

        assertThat(plan.plan().local()).extracting(Placement::table).doesNotContain("unasked");
        assertThat(plan.plan().shards()).hasSize(2).allMatch(shard -> !shard.placements()
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"capacity", "load", "nsbp"})
    void placesEveryRowOnce(String strategy) {
        ReasonedPlan plan = PlacementStrategies.byName(strategy).plan(model, limit(COUNTRY.bytes()));

        assertThat(plan.plan().local()).containsExactly(new Placement("country", 0, 200));
        long rows = plan.plan().packed().stream()
                .flatMap(shard -> shard.placements().stream())
                .mapToLong(Placement::rows)
                .sum();
        assertThat(rows).isEqualTo(model.rows());
        assertThat(plan.reasons().get("country")).startsWith("in ranking: ");
    }

    @Test
    void needsFewerShardsForWhatIsLeft() {
        PlanConstraints constraints = new PlanConstraints(1, 1, ITEM.bytes() + UNASKED.bytes() + CITY.bytes());

        assertThat(Planning.planFewest(CAPACITY, model, constraints).plan().shards())
                .hasSize(2);
        assertThat(Planning.planFewest(CAPACITY, model, constraints.withMaxLocalBytes(COUNTRY.bytes()))
                        .plan()
                        .shards())
                .hasSize(1);
    }

    @Test
    void refusesWhatItCannotKnowOrKeepTo() {
        ModelFacts unmeasured = PlanFixtures.model(ITEM, COUNTRY);
        assertThatThrownBy(() -> CAPACITY.plan(unmeasured, limit(1)))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("maxLocalBytes: no profile (expected: --profile");
        assertThatThrownBy(() -> PlacementStrategies.byName("singular").plan(model, limit(1).withShards(1)))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("maxLocalBytes: 1 (expected: 0 with the strategy 'singular'");
        assertThatThrownBy(() -> limit(-1)).hasMessageStartingWith("maxLocalBytes: -1 (expected: at least 0)");
    }
}
