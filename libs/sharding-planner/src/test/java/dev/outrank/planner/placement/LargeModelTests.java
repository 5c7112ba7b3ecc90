package dev.outrank.planner.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.example.ExampleCosts;
import dev.outrank.planner.example.ExampleModels;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.Serving;
import dev.outrank.planner.search.AutoStrategy;
import dev.outrank.planner.search.SearchSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten thousand tables on 1,024 shards; how long that takes is for the report of the tests to say. */
final class LargeModelTests {

    private static final int SHARDS = 1024;
    private static final ModelFacts MODEL = ExampleModels.model(5, 10_000);

    static Stream<PlacementStrategy> strategies() {
        PlanPredictor predictor = new PlanPredictor(MODEL, ExampleModels.nets(), ExampleCosts.stages());
        SearchSettings search = new SearchSettings(1, 100, Duration.ofMinutes(5), Double.POSITIVE_INFINITY);
        return Stream.concat(
                Stream.of("capacity", "load", "nsbp", "hot-cold").map(PlacementStrategies::byName),
                Stream.of(new AutoStrategy(predictor, new Serving(20, 4, 8), search)));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void placesEveryRowOnceOnNonEmptyShards(PlacementStrategy strategy) {
        ShardingPlan plan =
                strategy.plan(MODEL, PlanConstraints.ofShards(SHARDS)).plan();
        assertThat(plan.shards()).hasSize(SHARDS).noneMatch(shard -> shard.placements()
                .isEmpty());
        Map<String, List<Placement>> placements = plan.shards().stream()
                .flatMap(shard -> shard.placements().stream())
                .sorted(Comparator.comparingLong(Placement::firstRow))
                .collect(Collectors.groupingBy(Placement::table));
        assertThat(MODEL.tables()).allSatisfy(table -> {
            long next = 0;
            for (Placement placement : placements.getOrDefault(table.name(), List.of())) {
                assertThat(placement.firstRow()).isEqualTo(next);
                next = placement.endRow();
            }
            assertThat(next).isEqualTo(table.rows());
        });
    }
}
