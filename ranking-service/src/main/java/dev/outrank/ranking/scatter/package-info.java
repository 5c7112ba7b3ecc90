/**
 * Scatter and gather: from a request's features to one lookup per shard, and from the shards' answers to the nets' inputs.
 *
 * <p>A feature whose table lies whole on one shard sends its bags there as they are. Of answers that come whole, empty bags are not asked for: their vectors
 * are zeros. A split table's bags are cut by row range; each part is
 * summed by its shard, the partial sums are added in the order of the shards' indices, and a mean is divided by the bag's length at the very end:
 *
 * <pre>
 *   table rows [0, 100) on shard 2, [100, 250) on shard 0; bag {7, 120, 3}
 *
 *     to shard 0: {120} → s0       to shard 2: {7, 3} → s2       vector = s0 + s2, mean: (s0 + s2) / 3
 * </pre>
 *
 * <p>Ranges are of rows. In a table with an order an id is routed by the row in which it lies; it still travels as the id.
 *
 * <p>Ids are reduced modulo the table before they are routed; ids outside the table go to the shard of the first range, which applies
 * {@code fail} or {@code default}. A shard that would get no id at all is not asked: its parts are zeros.
 *
 * <p>Where a shard is lost, and the tables that it was asked for allow it, {@link dev.outrank.ranking.scatter.DefaultAnswers} says what it would have said
 * if every id had been out of range and defaulted. Of a split table only the ids of the lost range are; the other partial sums stay exact.
 */
@NullMarked
package dev.outrank.ranking.scatter;

import org.jspecify.annotations.NullMarked;
