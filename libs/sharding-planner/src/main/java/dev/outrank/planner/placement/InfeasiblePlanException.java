package dev.outrank.planner.placement;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.TableFacts;

/** The rows do not fit under the limit of bytes. Names the table, what is needed, the limit, and the smallest change that would do. */
public final class InfeasiblePlanException extends PlanException {

    private static final long serialVersionUID = 1L;

    private static final String UNKNOWN_CHANGE = "a larger limit or more shards";

    private final String need;
    private final String table;
    private final long neededBytes;
    private final long limitBytes;

    private InfeasiblePlanException(String need, String table, long neededBytes, long limitBytes, String change) {
        super("maxShardBytes: " + limitBytes + ", and " + need + " (expected: " + change + ")");
        this.need = need;
        this.table = table;
        this.neededBytes = neededBytes;
        this.limitBytes = limitBytes;
    }

    /** Makes a refusal for the table that does not fit on the shard with the most room. */
    static InfeasiblePlanException ofTable(TableFacts table, long neededBytes, long limitBytes) {
        String need = "table '" + table.name() + "' makes a shard need " + neededBytes;
        return new InfeasiblePlanException(need, table.name(), neededBytes, limitBytes, UNKNOWN_CHANGE);
    }

    /** Makes a refusal for tables that do not fit together, whichever comes last; the largest is named. */
    static InfeasiblePlanException ofModel(TableFacts largest, long neededBytes, long limitBytes) {
        String need = "all tables, of which '" + largest.name() + "' is the largest with " + largest.bytes()
                + ", make each shard need " + neededBytes;
        return new InfeasiblePlanException(need, largest.name(), neededBytes, limitBytes, UNKNOWN_CHANGE);
    }

    /** Returns the same refusal with the smallest change that would do. */
    InfeasiblePlanException withChange(String change) {
        return new InfeasiblePlanException(need, table, neededBytes, limitBytes, change);
    }

    /** Returns the table that did not fit, or the largest of those that did not fit together. */
    public String table() {
        return table;
    }

    /** Returns how many bytes a shard needs. */
    public long neededBytes() {
        return neededBytes;
    }

    /** Returns the limit of bytes a shard. */
    public long limitBytes() {
        return limitBytes;
    }
}
