package dev.outrank.planner.placement;

import dev.outrank.bundle.plan.Placement;
import dev.outrank.planner.model.Demand;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Leaves to ranking what the constraints allow it to hold, and has another strategy place the rest: all of it where they allow nothing. */
record PartlyLocalStrategy(PlacementStrategy rest) implements PlacementStrategy {

    private static final double BYTES_PER_KB = 1e3;
    private static final double BYTES_PER_MB = 1e6;

    @Override
    public String name() {
        return rest.name();
    }

    @Override
    public String about() {
        return rest.about();
    }

    @Override
    public ReasonedPlan plan(ModelFacts model, PlanConstraints constraints) {
        List<TableFacts> local = local(model, constraints);
        if (local.isEmpty()) {
            return rest.plan(model, constraints);
        }
        ReasonedPlan plan = rest.plan(without(model, local), constraints);
        Demand demand = model.requireDemand("maxLocalBytes");
        Map<String, String> reasons = new HashMap<>(plan.reasons());
        local.forEach(table -> reasons.put(table.name(), reason(table, demand)));
        return new ReasonedPlan(
                plan.plan()
                        .withLocal(local.stream()
                                .map(table -> new Placement(table.name(), 0, table.rows()))
                                .toList()),
                reasons,
                plan.notes());
    }

    private static List<TableFacts> local(ModelFacts model, PlanConstraints constraints) {
        return constraints.maxLocalBytes() == 0 ? List.of() : LocalTables.choose(model, constraints);
    }

    private static ModelFacts without(ModelFacts model, List<TableFacts> local) {
        Set<TableFacts> taken = new HashSet<>(local);
        return new ModelFacts(
                model.model(),
                model.bundleFingerprint(),
                model.dtypes(),
                model.tables().stream().filter(table -> !taken.contains(table)).toList(),
                model.demand());
    }

    private static String reason(TableFacts table, Demand demand) {
        return String.format(
                Locale.ROOT,
                "in ranking: its vectors would be %.1f kB of a request, its rows take %.1f MB",
                LocalTables.vectorBytes(table, demand) / BYTES_PER_KB,
                table.bytes() / BYTES_PER_MB);
    }

    @Override
    public boolean isFeasible(ModelFacts model, PlanConstraints constraints) {
        List<TableFacts> local = local(model, constraints);
        return rest.isFeasible(local.isEmpty() ? model : without(model, local), constraints);
    }

    @Override
    public int fewestShards(ModelFacts model, PlanConstraints constraints) {
        List<TableFacts> local = local(model, constraints.withShards(1));
        return rest.fewestShards(local.isEmpty() ? model : without(model, local), constraints);
    }
}
