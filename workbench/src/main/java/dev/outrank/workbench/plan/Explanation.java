package dev.outrank.workbench.plan;

import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import dev.outrank.planner.placement.ReasonedPlan;
import dev.outrank.planner.placement.TableLoads;
import dev.outrank.workbench.text.ByteCount;
import dev.outrank.workbench.text.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Says of the largest tables of a plan, and of those most asked, where they are and why. */
final class Explanation {

    private static final int PERCENT = 100;

    private final ModelFacts model;
    private final ReasonedPlan plan;
    private final TableLoads loads;
    private final double allLookups;

    Explanation(ModelFacts model, ReasonedPlan plan) {
        this.model = model;
        this.plan = plan;
        this.loads = TableLoads.of(model);
        this.allLookups = model.tables().stream().mapToDouble(loads::lookups).sum();
    }

    /** Returns the sentences for so many tables of each kind; the most asked ones only where that is known. */
    List<String> lines(int top) {
        List<String> lines = new ArrayList<>();
        int count = Math.min(top, model.tables().size());
        lines.add("The " + count + " largest of " + model.tables().size() + " tables:");
        ranked(Comparator.comparingLong(TableFacts::bytes), top).forEach(table -> explain(table, lines));
        if (model.demand() != null) {
            lines.add("The " + count + " most asked of " + model.tables().size() + " tables:");
            ranked(Comparator.comparingDouble(loads::lookups), top).forEach(table -> explain(table, lines));
        }
        return lines;
    }

    private List<TableFacts> ranked(Comparator<TableFacts> order, int top) {
        return model.tables().stream()
                .sorted(order.reversed().thenComparing(TableFacts::name))
                .limit(top)
                .toList();
    }

    private void explain(TableFacts table, List<String> lines) {
        lines.add("  " + table.name() + ": " + Numbers.grouped(table.rows()) + " rows of " + table.dim() + " "
                + table.dtype().jsonName() + ", " + ByteCount.text(table.bytes()) + ", "
                + percent((double) table.bytes(), (double) model.bytes()) + " of all bytes" + ofAllLookups(table)
                + ".");
        for (ShardSpec shard : plan.plan().packed()) {
            String holder = plan.plan().isLocal(shard.index()) ? "Ranking" : "Shard " + shard.index();
            for (Placement placement : shard.placements()) {
                if (placement.table().equals(table.name())) {
                    lines.add("    " + holder + " has "
                            + where(new TableRange(table, placement.firstRow(), placement.endRow())) + ".");
                }
            }
        }
        lines.add("    Why: " + plan.reasons().getOrDefault(table.name(), "the strategy does not say") + ".");
    }

    private String where(TableRange range) {
        if (range.isWhole()) {
            return "all rows";
        }
        String rows = "rows " + Numbers.grouped(range.firstRow()) + " to " + Numbers.grouped(range.endRow() - 1) + ", "
                + percent((double) range.rows(), (double) range.table().rows()) + " of them";
        double lookups = loads.lookups(range.table());
        return lookups == 0 ? rows : rows + ", with " + percent(loads.lookups(range), lookups) + " of its lookups";
    }

    private String ofAllLookups(TableFacts table) {
        return allLookups == 0 ? "" : " and " + percent(loads.lookups(table), allLookups) + " of all lookups";
    }

    private static String percent(double part, double all) {
        return String.format(Locale.ROOT, "%.1f %%", PERCENT * part / all);
    }
}
