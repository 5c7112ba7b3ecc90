package dev.outrank.lookup;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;

/**
 * The bags of one feature, to be pooled from one table of a shard.
 *
 * @param table the table's position in the shard's list of placements, at least 0
 * @param pooling how the rows of a bag become one vector
 * @param idPolicy what happens to an id outside the whole table
 * @param bags ids of the whole table, not of the shard's row range; a view that must not change while this lives
 */
public record TableLookup(int table, Pooling pooling, IdPolicy idPolicy, Bags bags) {

    public TableLookup {
        if (table < 0) {
            throw new FrameException("table: " + table + " (expected: at least 0)");
        }
    }

    /** Returns the lookup of up to {@code count} bags from a first one on; of none where there are not so many. */
    TableLookup part(long first, int count) {
        int from = (int) Math.min(first, bags.bagCount());
        int to = (int) Math.min(first + count, bags.bagCount());
        return new TableLookup(table, pooling, idPolicy, bags.range(from, to));
    }
}
