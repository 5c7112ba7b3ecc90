package dev.outrank.planner.model;

import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.planner.PlanException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of a model by name. Immutable. */
public final class TableIndex {

    private final Map<String, TableFacts> byName;

    /** Indexes tables of distinct names. */
    TableIndex(List<TableFacts> tables) {
        byName = HashMap.newHashMap(tables.size());
        tables.forEach(table -> byName.put(table.name(), table));
    }

    /**
     * Returns a table.
     *
     * @throws PlanException if the model has none of this name
     */
    public TableFacts table(String name) {
        TableFacts table = byName.get(name);
        if (table == null) {
            throw new PlanException("table: '" + name + "' (expected: a table of the model)");
        }
        return table;
    }

    /** Returns the rows that a placement of a plan names; refuses as {@link #table}. */
    public TableRange range(Placement placement) {
        return new TableRange(table(placement.table()), placement.firstRow(), placement.endRow());
    }

    /** Returns the rows that a shard holds; refuses as {@link #table}. */
    public List<TableRange> ranges(ShardSpec shard) {
        return shard.placements().stream().map(this::range).toList();
    }
}
