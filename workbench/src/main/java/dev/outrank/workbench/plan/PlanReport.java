package dev.outrank.workbench.plan;

import dev.outrank.workbench.comparison.ComparisonInputs;
import java.util.ArrayList;
import java.util.List;

/** Prints a plan whose costs are known: for what they are predicted, its shards, and its fleet where a rate is given. */
final class PlanReport {

    private final PlannedModel model;
    private final CostModel costs;
    private final ComparisonInputs inputs;

    PlanReport(PlannedModel model, CostModel costs, ComparisonInputs inputs) {
        this.model = model;
        this.costs = costs;
        this.inputs = inputs;
    }

    List<String> lines(ServedPlan served) {
        List<String> lines = new ArrayList<>(Circumstances.lines(inputs));
        lines.add("");
        lines.addAll(new CostTable(model.facts(), served.plan(), served.fleet()).lines());
        if (costs.sizesShards()) {
            lines.add("");
            lines.addAll(FleetTable.lines(
                    served.fleet(), costs.served(CostModel.singular(model)).fleet()));
        }
        return lines;
    }
}
