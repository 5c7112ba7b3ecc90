package dev.outrank.planner.placement;

import dev.outrank.planner.PlanException;

/** A table does not fit under the limit of bytes. Names the table, what it needs, the limit, and the smallest change that would do. */
public final class InfeasiblePlanException extends PlanException {

    private static final long serialVersionUID = 1L;

    private final String table;
    private final long neededBytes;
    private final long limitBytes;

    /** Makes a refusal whose advice is not known yet. */
    InfeasiblePlanException(String table, long neededBytes, long limitBytes) {
        this(table, neededBytes, limitBytes, "a larger limit or more shards");
    }

    private InfeasiblePlanException(String table, long neededBytes, long limitBytes, String change) {
        super("maxShardBytes: " + limitBytes + ", and table '" + table + "' makes a shard need " + neededBytes
                + " (expected: " + change + ")");
        this.table = table;
        this.neededBytes = neededBytes;
        this.limitBytes = limitBytes;
    }

    /** Returns the same refusal with the smallest change that would do. */
    InfeasiblePlanException withChange(String change) {
        return new InfeasiblePlanException(table, neededBytes, limitBytes, change);
    }

    /** Returns the table that did not fit. */
    public String table() {
        return table;
    }

    /** Returns how many bytes the shard that would hold the table needs. */
    public long neededBytes() {
        return neededBytes;
    }

    /** Returns the limit of bytes a shard. */
    public long limitBytes() {
        return limitBytes;
    }
}
