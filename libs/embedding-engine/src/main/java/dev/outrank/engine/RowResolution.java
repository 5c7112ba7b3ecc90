package dev.outrank.engine;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.shard.MappedTable;
import dev.outrank.bundle.shard.PackedTable;

/** From ids of the whole table to physical rows of this shard's part. */
final class RowResolution {

    private RowResolution() {}

    /** Writes one row an id, and returns for how many ids it is the default row. */
    static int resolveInto(MappedTable table, Bags bags, IdPolicy policy, long[] localRows) {
        PackedTable spec = table.spec();
        long[] ids = bags.ids();
        int defaulted = 0;
        for (int i = 0; i < localRows.length; i++) {
            long id = ids[i];
            if (id < 0 || id >= spec.tableRows()) {
                switch (policy) {
                    case FAIL -> throw new IdOutOfRangeException(spec.table(), id, spec.tableRows());
                    case DEFAULT -> {
                        localRows[i] = table.defaultRow();
                        defaulted++;
                        continue;
                    }
                    case MODULO -> id = Math.floorMod(id, spec.tableRows());
                }
            }
            localRows[i] = localRow(spec, id);
        }
        return defaulted;
    }

    private static long localRow(PackedTable spec, long id) {
        if (id < spec.firstRow() || id >= spec.endRow()) {
            throw new MisroutedIdException(spec.table(), id, spec.firstRow(), spec.endRow());
        }
        return id - spec.firstRow();
    }
}
