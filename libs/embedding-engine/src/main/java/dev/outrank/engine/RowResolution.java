package dev.outrank.engine;

import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.shard.MappedTable;
import dev.outrank.bundle.shard.PackedTable;

/** From ids of the whole table to physical rows of this shard's part. */
final class RowResolution {

    private final PackedTable spec;
    private final long defaultRow;
    private final IdPolicy policy;

    RowResolution(MappedTable table, IdPolicy policy) {
        this.spec = table.spec();
        this.defaultRow = table.defaultRow();
        this.policy = policy;
    }

    /** Writes one row for each of {@code count} ids, and returns for how many it is the default row. */
    int resolveInto(long[] ids, int firstId, int count, long[] localRows, int firstRow) {
        int defaulted = 0;
        for (int i = 0; i < count; i++) {
            long id = ids[firstId + i];
            if (id < 0 || id >= spec.tableRows()) {
                switch (policy) {
                    case FAIL -> throw new IdOutOfRangeException(spec.table(), id, spec.tableRows());
                    case DEFAULT -> {
                        localRows[firstRow + i] = defaultRow;
                        defaulted++;
                        continue;
                    }
                    case MODULO -> id = Math.floorMod(id, spec.tableRows());
                }
            }
            localRows[firstRow + i] = localRow(id);
        }
        return defaulted;
    }

    private long localRow(long id) {
        if (id < spec.firstRow() || id >= spec.endRow()) {
            throw new MisroutedIdException(spec.table(), id, spec.firstRow(), spec.endRow());
        }
        return id - spec.firstRow();
    }
}
