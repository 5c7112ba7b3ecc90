package dev.outrank.ranking.scatter;

/**
 * One row range of a feature's table, where it lies and where its lookup is.
 *
 * @param firstRow the first row
 * @param endRow the row after the last
 * @param shard the shard's index
 * @param table the table's index on that shard
 * @param lookup the position of the feature's lookup in that shard's requests
 */
record RangeSlot(long firstRow, long endRow, int shard, int table, int lookup) {}
