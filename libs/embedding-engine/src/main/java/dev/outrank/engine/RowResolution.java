package dev.outrank.engine;

import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.bundle.shard.MappedTable;
import dev.outrank.bundle.shard.PackedTable;

/**
 * From ids of the whole table to physical rows of this shard's part: first the policy, then the table's order, then the range. Chosen once a lookup, so that
 * tables without an order do not pay for it.
 */
abstract sealed class RowResolution {

    private final PackedTable spec;
    private final long tableRows;
    private final long defaultRow;
    private final IdPolicy policy;

    private RowResolution(MappedTable table, IdPolicy policy) {
        this.spec = table.spec();
        this.tableRows = spec.tableRows();
        this.defaultRow = table.defaultRow();
        this.policy = policy;
    }

    static RowResolution of(MappedTable table, IdPolicy policy) {
        RowOrder order = table.order();
        return order == null ? new ById(table, policy) : new ByOrder(table, policy, order);
    }

    /** Writes one row for each of {@code count} ids, and returns for how many it is the default row. */
    abstract int resolveInto(long[] ids, int firstId, int count, long[] localRows, int firstRow);

    final boolean isOutside(long id) {
        return id < 0 || id >= tableRows;
    }

    /** Returns whether the default row stands for an id outside the table; refuses the id where nothing does. */
    final boolean defaults(long id) {
        return switch (policy) {
            case FAIL -> throw new IdOutOfRangeException(spec.table(), id, tableRows);
            case DEFAULT -> true;
            case MODULO -> false;
        };
    }

    final long wrapped(long id) {
        return Math.floorMod(id, tableRows);
    }

    final long defaultRow() {
        return defaultRow;
    }

    final long localRow(long id, long row) {
        if (row < spec.firstRow() || row >= spec.endRow()) {
            throw new MisroutedIdException(spec.table(), id, row, spec.firstRow(), spec.endRow());
        }
        return row - spec.firstRow();
    }

    /** Each id lies in the row of its number. */
    private static final class ById extends RowResolution {

        private ById(MappedTable table, IdPolicy policy) {
            super(table, policy);
        }

        @Override
        int resolveInto(long[] ids, int firstId, int count, long[] localRows, int firstRow) {
            int defaulted = 0;
            for (int i = 0; i < count; i++) {
                long id = ids[firstId + i];
                if (isOutside(id)) {
                    if (defaults(id)) {
                        localRows[firstRow + i] = defaultRow();
                        defaulted++;
                        continue;
                    }
                    id = wrapped(id);
                }
                localRows[firstRow + i] = localRow(id, id);
            }
            return defaulted;
        }
    }

    /** Ids lie as the table's order says. The loop is that of {@link ById}, apart, so that neither has a call for each id that depends on the table. */
    private static final class ByOrder extends RowResolution {

        private final RowOrder order;

        private ByOrder(MappedTable table, IdPolicy policy, RowOrder order) {
            super(table, policy);
            this.order = order;
        }

        @Override
        int resolveInto(long[] ids, int firstId, int count, long[] localRows, int firstRow) {
            int defaulted = 0;
            for (int i = 0; i < count; i++) {
                long id = ids[firstId + i];
                if (isOutside(id)) {
                    if (defaults(id)) {
                        localRows[firstRow + i] = defaultRow();
                        defaulted++;
                        continue;
                    }
                    id = wrapped(id);
                }
                localRows[firstRow + i] = localRow(id, order.row(id));
            }
            return defaulted;
        }
    }
}
