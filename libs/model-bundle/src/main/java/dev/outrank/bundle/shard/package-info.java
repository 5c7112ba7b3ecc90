/**
 * Packed shards: what an embedding service maps or copies. Documented in {@code docs/format/packed-shard.md}.
 *
 * <pre>
 *   packed/
 *     plan.json
 *     shard-0/
 *       shard.header        magic, version, CRC32C, JSON: which tables
 *       table-0.rows        a header page of 4,096 bytes, then the rows, then the default row
 *       table-0.order       where the rows are not in the order of ids: which ids lie in the first rows
 *       table-1.rows
 *     shard-1/ …
 * </pre>
 *
 * <p>Who owns memory: a {@link dev.outrank.bundle.shard.MappedTable} that is mapped owns the arena of its mapping; the tables of a copied shard are slices of
 * one region, which the {@link dev.outrank.bundle.shard.PackedShard} owns, as it owns its tables. After {@code close} every use is a
 * {@link dev.outrank.bundle.shard.ClosedTableException}.
 */
@NullMarked
package dev.outrank.bundle.shard;

import org.jspecify.annotations.NullMarked;
