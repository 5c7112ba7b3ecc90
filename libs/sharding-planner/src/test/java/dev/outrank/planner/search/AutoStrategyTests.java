package dev.outrank.planner.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.example.ExampleCosts;
import dev.outrank.planner.example.ExampleModels;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.ReasonedPlan;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.Prediction;
import dev.outrank.planner.predict.Serving;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AutoStrategyTests {

    private static final Serving SERVING = new Serving(100, 4, 4);

    private final ModelFacts model = ExampleModels.model(11, 30);
    private final PlanPredictor predictor = new PlanPredictor(model, ExampleModels.nets(), ExampleCosts.stages());

    private AutoStrategy auto(int trials, double maxCpuNanos) {
        return new AutoStrategy(predictor, SERVING, new SearchSettings(1, trials, Duration.ofMinutes(1), maxCpuNanos));
    }

    private Prediction predict(ReasonedPlan plan) {
        return predictor.predict(plan.plan(), PlanPredictor.Home.REMOTE, SERVING);
    }

    @Test
    void findsBetterPlansWithMoreTrials() {
        PlanConstraints constraints = PlanConstraints.ofShards(6);
        ReasonedPlan seed = auto(0, Double.POSITIVE_INFINITY).plan(model, constraints);
        ReasonedPlan found = auto(2000, Double.POSITIVE_INFINITY).plan(model, constraints);
        assertThat(predict(found).p99Nanos()).isLessThan(predict(seed).p99Nanos());
        assertThat(found.notes()).hasSize(2);
        assertThat(found.notes().getFirst())
                .startsWith("The search began with the plan of '")
                .contains("of 2000 changes: P99");
        assertThat(found.notes().getLast()).contains("the same input gives the same plan");
        assertThat(found.reasons().values())
                .anyMatch(reason -> reason.contains("by the search, since requests waited"));
    }

    @Test
    void keepsToTheCpuBudget() {
        PlanConstraints constraints = PlanConstraints.ofShards(6);
        double cheapest = PlacementStrategies.all().stream()
                .filter(strategy -> !strategy.name().equals("singular"))
                .filter(strategy -> !strategy.name().equals("one-shard"))
                .mapToDouble(
                        strategy -> predict(strategy.plan(model, constraints)).cpuNanos())
                .min()
                .orElseThrow();
        ReasonedPlan plan = auto(500, cheapest).plan(model, constraints);
        assertThat(predict(plan).cpuNanos()).isLessThanOrEqualTo(cheapest);
        assertThatThrownBy(() -> auto(10, 1000).plan(model, constraints))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("maxCpu: 0.001 ms (expected: at least ");
    }

    @Test
    void plansOneShardWithoutSearching() {
        ReasonedPlan plan = auto(10, Double.POSITIVE_INFINITY).plan(model, PlanConstraints.ofShards(1));
        assertThat(plan.plan().strategy()).isEqualTo("auto");
        assertThat(plan.plan().shards()).hasSize(1);
        assertThat(plan.notes()).singleElement().asString().endsWith("since there is one shard.");
    }

    @Test
    void refusesAsCapacityDoesWhenNothingFits() {
        assertThatThrownBy(() -> auto(10, Double.POSITIVE_INFINITY).plan(model, new PlanConstraints(2, 1, 1000)))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("maxShardBytes: 1000, and all tables, of which 't21' is the largest");
    }
}
