package dev.outrank.planner.search;

import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.LoadStrategy;
import dev.outrank.planner.placement.OneShardStrategy;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlacementStrategy;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.ReasonedPlan;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.Prediction;
import dev.outrank.planner.predict.Serving;
import dev.outrank.planner.predict.ShardPrediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for the placement with the least predicted 99th percentile; see {@link dev.outrank.planner.search}. */
public final class AutoStrategy implements PlacementStrategy {

    /** The name by which plans and the command line call it. */
    public static final String NAME = "auto";

    /** What it does, in one line for people. */
    public static final String ABOUT =
            "the least predicted 99th percentile: the best of the others over as many shards, then improved step by step";

    private static final double NANOS_PER_MILLI = 1e6;

    private final PlanPredictor predictor;
    private final Serving serving;
    private final SearchSettings settings;

    /** Makes a strategy for one model, whose demand the predictor knows. */
    public AutoStrategy(PlanPredictor predictor, Serving serving, SearchSettings settings) {
        this.predictor = predictor;
        this.serving = serving;
        this.settings = settings;
    }

    private record Seed(String strategy, ReasonedPlan plan, Prediction prediction) {

        double utilisation() {
            return prediction.shards().stream()
                    .mapToDouble(ShardPrediction::utilisation)
                    .max()
                    .orElse(0);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return ABOUT;
    }

    @Override
    public ReasonedPlan plan(ModelFacts model, PlanConstraints constraints) {
        Seed best = best(model, constraints);
        if (constraints.shards() == 1 || Double.isInfinite(best.prediction().p99Nanos())) {
            return named(best);
        }
        return new LocalSearch(predictor, serving, settings).improve(model, best.strategy(), best.plan(), constraints);
    }

    private Seed best(ModelFacts model, PlanConstraints constraints) {
        List<Seed> seeds = seeds(model, constraints);
        List<Seed> affordable = seeds.stream()
                .filter(seed -> seed.prediction().cpuNanos() <= settings.maxCpuNanos())
                .toList();
        if (affordable.isEmpty()) {
            throw tooExpensive(seeds);
        }
        return affordable.stream()
                .min(Comparator.<Seed>comparingDouble(seed -> seed.prediction().p99Nanos())
                        .thenComparingDouble(Seed::utilisation)
                        .thenComparingDouble(seed -> seed.prediction().cpuNanos()))
                .orElseThrow();
    }

    /** Returns the plans of the strategies that can plan this. */
    private List<Seed> seeds(ModelFacts model, PlanConstraints constraints) {
        List<Seed> seeds = new ArrayList<>();
        @Nullable PlanException refusal = null;
        for (PlacementStrategy strategy : strategies().toList()) {
            try {
                ReasonedPlan plan = strategy.plan(model, constraints);
                seeds.add(new Seed(
                        strategy.name(), plan, predictor.predict(plan.plan(), PlanPredictor.Home.REMOTE, serving)));
            } catch (PlanException e) {
                refusal = strategy.name().equals("capacity") || refusal == null ? e : refusal;
            }
        }
        if (seeds.isEmpty() && refusal != null) {
            throw refusal;
        }
        return seeds;
    }

    /** Singular is no plan of this strategy: it decides where rows lie behind calls, not whether there are calls. */
    private Stream<PlacementStrategy> strategies() {
        return Stream.concat(
                PlacementStrategies.all().stream()
                        .filter(strategy -> !strategy.name().equals(OneShardStrategy.SINGULAR)),
                Stream.of(LoadStrategy.byCost(predictor::nanosPerLookup)));
    }

    private PlanException tooExpensive(List<Seed> seeds) {
        Seed cheapest = seeds.stream()
                .min(Comparator.comparingDouble(seed -> seed.prediction().cpuNanos()))
                .orElseThrow();
        return new PlanException(String.format(
                Locale.ROOT,
                "maxCpu: %.3f ms (expected: at least %.3f ms, what a request takes with the strategy '%s')",
                settings.maxCpuNanos() / NANOS_PER_MILLI,
                cheapest.prediction().cpuNanos() / NANOS_PER_MILLI,
                cheapest.strategy()));
    }

    /** As of equal bytes: nobody needs fewer. */
    @Override
    public int fewestShards(ModelFacts model, PlanConstraints constraints) {
        return PlacementStrategies.byName("capacity").fewestShards(model, constraints);
    }

    @Override
    public boolean isFeasible(ModelFacts model, PlanConstraints constraints) {
        return strategies().anyMatch(strategy -> strategy.isFeasible(model, constraints));
    }

    private static ReasonedPlan named(Seed seed) {
        ShardingPlan plan = seed.plan().plan();
        String why = seed.prediction().p99Nanos() == Double.POSITIVE_INFINITY
                ? "since queues never settle at this rate: the one with the least busy shard"
                : "since there is one shard";
        return new ReasonedPlan(
                plan.madeBy(NAME),
                seed.plan().reasons(),
                List.of("Nothing was searched: this is the plan of '" + seed.strategy() + "', " + why + "."));
    }
}
