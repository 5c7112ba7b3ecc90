package dev.outrank.workbench.plan;

import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.fleet.Fleet;
import dev.outrank.planner.placement.ReasonedPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a plan: its shards, what they cost where that is known, and its fleet where a rate is given. */
final class PlanReport {

    private final PlannedModel model;
    private final @Nullable CostModel costs;
    private final ShardingPlan plan;

    PlanReport(PlannedModel model, @Nullable CostModel costs, ReasonedPlan reasoned) {
        this.model = model;
        this.costs = costs;
        this.plan = reasoned.plan();
    }

    List<String> lines() {
        if (costs == null) {
            return PlanTable.lines(model.facts(), plan);
        }
        Fleet fleet = costs.fleet(plan);
        List<String> lines = new ArrayList<>(Circumstances.lines(model, costs));
        lines.add("");
        lines.addAll(new CostTable(model.facts(), plan, fleet).lines());
        if (costs.target() != null) {
            lines.add("");
            lines.addAll(FleetTable.lines(fleet, costs.fleet(CostModel.singular(model))));
        }
        return lines;
    }
}
