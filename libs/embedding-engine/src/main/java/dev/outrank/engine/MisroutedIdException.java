package dev.outrank.engine;

import dev.outrank.bundle.failure.CallerException;

/** An id is inside its table but belongs to the row range of another shard: the caller routes by another plan. */
public final class MisroutedIdException extends CallerException {

    private static final long serialVersionUID = 1L;

    private final long id;

    /** Makes a refusal of an id, which lies in {@code row}, that a shard with rows {@code [firstRow, endRow)} got. */
    public MisroutedIdException(String table, long id, long row, long firstRow, long endRow) {
        super("table '" + table + "': id " + id + (row == id ? "" : " in row " + row) + " (expected: in rows ["
                + firstRow + ", " + endRow + ") of this shard)");
        this.id = id;
    }

    /** Returns the id at fault. */
    public long id() {
        return id;
    }
}
