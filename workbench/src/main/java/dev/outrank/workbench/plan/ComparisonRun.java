package dev.outrank.workbench.plan;

import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.compare.ComparedPlan;
import dev.outrank.planner.compare.Comparison;
import dev.outrank.planner.fleet.FleetTarget;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.search.SearchSettings;
import dev.outrank.workbench.comparison.ComparisonFigures;
import dev.outrank.workbench.comparison.ComparisonInputs;
import dev.outrank.workbench.comparison.ComparisonReport;
import dev.outrank.workbench.comparison.ComparisonRow;
import java.util.List;
import java.util.Objects;

/** Compares all strategies for one model. */
final class ComparisonRun {

    private static final double NANOS_PER_MICRO = 1e3;

    private static final double DIGITS = 1e3;

    private final PlannedModel model;
    private final CostModel costs;

    ComparisonRun(PlannedModel model, CostModel costs) {
        this.model = model;
        this.costs = costs;
    }

    ComparisonReport report(List<Integer> shardCounts, PlanConstraints constraints, SearchSettings search) {
        Comparison comparison = new Comparison(model.facts(), costs.predictor(), costs.serving(1));
        List<ComparisonRow> rows = comparison.compare(Strategies.all(costs, search), shardCounts, constraints).stream()
                .map(this::row)
                .toList();
        return new ComparisonReport(ComparisonReport.FORMAT_VERSION, inputs(constraints), rows);
    }

    private ComparisonRow row(ComparedPlan compared) {
        ShardingPlan plan = compared.plan();
        return plan == null
                ? new ComparisonRow(
                        compared.strategy(), compared.shards(), null, Objects.requireNonNull(compared.refusal()))
                : new ComparisonRow(
                        compared.strategy(),
                        compared.shards(),
                        ComparisonFigures.of(costs.fleet(costs.sized(plan))),
                        null);
    }

    private ComparisonInputs inputs(PlanConstraints constraints) {
        FleetTarget target = costs.target();
        return new ComparisonInputs(
                model.facts().model(),
                model.source(),
                model.facts().tables().size(),
                model.facts().bytes(),
                Objects.requireNonNull(model.profile()),
                costs.calibration().text(),
                Math.rint(costs.roundTripNanos() / NANOS_PER_MICRO * DIGITS) / DIGITS,
                Math.rint(costs.requestsPerSecond() * DIGITS) / DIGITS,
                costs.rateOrigin(),
                target == null ? null : target.utilisation(),
                costs.cores(),
                costs.processBytes(),
                constraints.maxShardBytes() == Long.MAX_VALUE ? null : constraints.maxShardBytes());
    }
}
