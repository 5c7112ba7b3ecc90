package dev.outrank.planner.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.planner.example.ExampleCosts;
import dev.outrank.planner.example.ExampleModels;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.Serving;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTests {

    private final ModelFacts model = ExampleModels.model(4, 12);
    private final PlanPredictor predictor = new PlanPredictor(model, ExampleModels.nets(), ExampleCosts.stages());

    @Test
    void plansEveryStrategyOverEveryNumberOfShards() {
        List<ComparedPlan> rows = new Comparison(model, predictor, new Serving(50, 2, 2))
                .compare(PlacementStrategies.all(), List.of(2, 4), PlanConstraints.ofShards(1));
        assertThat(rows)
                .extracting(row -> row.strategy() + " " + row.shards())
                .containsExactly(
                        "singular 1",
                        "one-shard 1",
                        "capacity 2",
                        "capacity 4",
                        "load 2",
                        "load 4",
                        "nsbp 2",
                        "nsbp 4",
                        "hot-cold 2",
                        "hot-cold 4");
        assertThat(rows).allMatch(row -> row.plan() != null && row.prediction() != null && row.refusal() == null);
    }

    @Test
    void keepsTheReasonWhereThereIsNoPlan() {
        List<ComparedPlan> rows = new Comparison(model, predictor, new Serving(50, 2, 2))
                .compare(PlacementStrategies.all(), List.of(1), new PlanConstraints(1, 1, 1000));
        assertThat(rows).hasSize(6).allMatch(row -> row.plan() == null && row.prediction() == null);
        assertThat(rows).extracting(ComparedPlan::refusal).allMatch(refusal -> refusal != null && !refusal.isBlank());
    }
}
