package dev.outrank.planner.placement;

import dev.outrank.planner.model.Demand;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.RowHeat;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** How many ids an average request looks up in each range of rows. Immutable; all zero where nobody measured it. */
public final class TableLoads {

    private record Load(double lookups, RowHeat heat) {}

    private final Map<String, Load> tables;

    private TableLoads(Map<String, Load> tables) {
        this.tables = tables;
    }

    /** Returns the loads of a model's tables. */
    public static TableLoads of(ModelFacts model) {
        return of(model, table -> 1);
    }

    /** Returns loads in which a lookup of a table counts as much as a weight says, at least 0. */
    static TableLoads of(ModelFacts model, ToDoubleFunction<TableFacts> weight) {
        Map<String, Load> tables = new HashMap<>();
        Demand demand = model.demand();
        if (demand != null) {
            for (TableFacts table : model.tables()) {
                RowHeat heat = new RowHeat(demand.of(table.name()).curve(), table);
                tables.put(table.name(), new Load(demand.lookups(table.name()) * weight.applyAsDouble(table), heat));
            }
        }
        return new TableLoads(tables);
    }

    /** Returns the ids that an average request looks up in a table. */
    public double lookups(TableFacts table) {
        Load load = tables.get(table.name());
        return load == null ? 0 : load.lookups();
    }

    /** Returns the ids that an average request looks up in a range. */
    public double lookups(TableRange range) {
        return lookups(range.table()) * share(range);
    }

    /** Returns the share of the table's lookups that a range gets; 0 where nobody measured it. */
    double share(TableRange range) {
        Load load = tables.get(range.table().name());
        return load == null ? 0 : load.heat().share(range.firstRow(), range.endRow());
    }

    /** Returns the first row r for which rows {@code [firstRow, r)} get a share of the lookups of a table that was measured. */
    long endOf(TableFacts table, long firstRow, double share) {
        return Objects.requireNonNull(tables.get(table.name()), table.name())
                .heat()
                .endOf(firstRow, share);
    }
}
