package dev.outrank.workbench.plan;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.placement.OneShardStrategy;
import dev.outrank.planner.placement.PlacementStrategy;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.Planning;
import dev.outrank.planner.search.SearchSettings;
import dev.outrank.workbench.comparison.ComparisonFigures;
import dev.outrank.workbench.comparison.ComparisonReport;
import dev.outrank.workbench.comparison.ComparisonRow;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Compares all strategies for one model, each plan with the replicas that serve it. */
final class ComparisonRun {

    private final PlannedModel model;
    private final CostModel costs;

    ComparisonRun(PlannedModel model, CostModel costs) {
        this.model = model;
        this.costs = costs;
    }

    /** Returns every strategy over every number of shards, in both orders. A strategy of one shard only comes once. */
    ComparisonReport report(List<Integer> shardCounts, PlanConstraints constraints, SearchSettings search) {
        List<ComparisonRow> rows = Strategies.all(costs, search).stream()
                .flatMap(strategy ->
                        constraints(strategy, shardCounts, constraints).map(each -> row(strategy, each)))
                .toList();
        return new ComparisonReport(
                ComparisonReport.FORMAT_VERSION, Circumstances.of(model, costs, constraints.maxShardBytes()), rows);
    }

    /** The singular model has no shard that a limit could be for, and is what all others are compared with. */
    private static Stream<PlanConstraints> constraints(
            PlacementStrategy strategy, List<Integer> shardCounts, PlanConstraints constraints) {
        if (strategy.name().equals(OneShardStrategy.SINGULAR)) {
            return Stream.of(
                    constraints.withShards(1).withMaxShardBytes(Long.MAX_VALUE).withMaxLocalBytes(0));
        }
        return strategy.name().equals(OneShardStrategy.REMOTE)
                ? Stream.of(constraints.withShards(1))
                : shardCounts.stream().map(constraints::withShards);
    }

    private ComparisonRow row(PlacementStrategy strategy, PlanConstraints constraints) {
        try {
            ServedPlan served = costs.served(
                    Planning.plan(strategy, model.facts(), constraints).plan());
            return new ComparisonRow(strategy.name(), constraints.shards(), ComparisonFigures.of(served.fleet()), null);
        } catch (PlanException e) {
            return new ComparisonRow(
                    strategy.name(), constraints.shards(), null, Objects.requireNonNull(e.getMessage()));
        }
    }
}
