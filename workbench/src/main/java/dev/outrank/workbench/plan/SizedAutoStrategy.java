package dev.outrank.workbench.plan;

import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.OneShardStrategy;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlacementStrategy;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.ReasonedPlan;
import dev.outrank.planner.search.AutoStrategy;
import dev.outrank.planner.search.SearchSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Searches with as many replicas as plans will be served with, and returns the fastest of the search's plan and the named ones.
 *
 * <p>A search has one number of replicas for all shards, and processes of ranking, from beginning to end; what serves its plan depends on
 * the plan. At a rate that one replica of each shard cannot serve every placement would be infinitely slow, and a search have nothing to
 * go by. So it gets the replicas of the fastest named plan, those of the busiest shard for all shards. Afterwards all plans are compared
 * with the replicas of their own, lest the search gained by replicas that its plan will not have.
 */
final class SizedAutoStrategy implements PlacementStrategy {

    private static final List<PlacementStrategy> NAMED = PlacementStrategies.all().stream()
            .filter(strategy -> !strategy.name().equals(OneShardStrategy.SINGULAR))
            .toList();

    private final CostModel costs;
    private final SearchSettings settings;

    SizedAutoStrategy(CostModel costs, SearchSettings settings) {
        this.costs = costs;
        this.settings = settings;
    }

    private record Candidate(String strategy, ReasonedPlan reasoned, ServedPlan served) {

        double p99Nanos() {
            return served.p99Nanos();
        }
    }

    @Override
    public String name() {
        return AutoStrategy.NAME;
    }

    @Override
    public String about() {
        return search(costs.target().minReplicas()).about();
    }

    /** As of equal bytes: nobody needs fewer. */
    @Override
    public int fewestShards(ModelFacts model, PlanConstraints constraints) {
        return PlacementStrategies.byName("capacity").fewestShards(model, constraints);
    }

    @Override
    public ReasonedPlan plan(ModelFacts model, PlanConstraints constraints) {
        Optional<Candidate> named = fastestNamed(model, constraints);
        ReasonedPlan found = named.map(
                        candidate -> search(candidate.served().fleet().rankingReplicas())
                                .plan(model, searched(constraints, candidate.served())))
                .orElseGet(() -> search(costs.target().minReplicas()).plan(model, constraints));
        ServedPlan served = costs.served(found.plan());
        return named.filter(candidate -> candidate.p99Nanos() < served.p99Nanos())
                .map(SizedAutoStrategy::instead)
                .orElseGet(() -> found.with(served.plan()));
    }

    private AutoStrategy search(int rankingReplicas) {
        return new AutoStrategy(costs.predictor(), costs.serving(rankingReplicas), settings);
    }

    private PlanConstraints searched(PlanConstraints constraints, ServedPlan served) {
        if (!costs.sizesShards()) {
            return constraints;
        }
        int replicas = served.fleet().shardReplicas().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(constraints.replicas());
        return constraints.withReplicas(replicas);
    }

    /** Returns the fastest plan of the strategies that have one; those that have none are the search's to refuse. */
    private Optional<Candidate> fastestNamed(ModelFacts model, PlanConstraints constraints) {
        List<Candidate> candidates = new ArrayList<>();
        for (PlacementStrategy strategy : NAMED) {
            candidate(strategy, model, constraints).ifPresent(candidates::add);
        }
        return candidates.stream().min(Comparator.comparingDouble(Candidate::p99Nanos));
    }

    private Optional<Candidate> candidate(PlacementStrategy strategy, ModelFacts model, PlanConstraints constraints) {
        try {
            ReasonedPlan reasoned = strategy.plan(model, constraints);
            ServedPlan served = costs.served(reasoned.plan());
            return served.fleet().prediction().cpuNanos() <= settings.maxCpuNanos()
                    ? Optional.of(new Candidate(strategy.name(), reasoned, served))
                    : Optional.empty();
        } catch (PlanException e) {
            return Optional.empty();
        }
    }

    private static ReasonedPlan instead(Candidate named) {
        ShardingPlan plan = named.served().plan();
        return new ReasonedPlan(
                plan.madeBy(AutoStrategy.NAME),
                named.reasoned().reasons(),
                List.of("This is the plan of '" + named.strategy()
                        + "': the search found none that is faster with the replicas that serve it."));
    }
}
