package dev.outrank.ranking.request;

import dev.outrank.bundle.failure.InternalException;

/**
 * A table whose default row stood in for ids out of range, or for ids of a shard that was lost.
 *
 * @param table the table's name
 * @param ids how many ids of the request, at least 1
 */
public record DefaultedTable(String table, long ids) {

    public DefaultedTable {
        if (ids < 1) {
            throw new InternalException("defaulted['" + table + "'].ids: " + ids + " (expected: at least 1)");
        }
    }
}
