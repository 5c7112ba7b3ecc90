package dev.outrank.engine;

import dev.outrank.bundle.failure.CallerException;

/** An id is outside its whole table, and the policy is to fail. */
public final class IdOutOfRangeException extends CallerException {

    private static final long serialVersionUID = 1L;

    private final long id;

    /** Makes a refusal of an id of a table with {@code tableRows} rows. */
    public IdOutOfRangeException(String table, long id, long tableRows) {
        super("table '" + table + "': id " + id + " (expected: 0 to " + (tableRows - 1) + ")");
        this.id = id;
    }

    /** Returns the id at fault. */
    public long id() {
        return id;
    }
}
