/**
 * Row orders: hot ids in the first rows of a table, so that one range of rows gets most lookups.
 *
 * <p>Ids are what requests, bundles and frames speak of, and never change. Rows are places: plans cut a table by rows, packing writes rows in their order, and
 * whoever looks an id up maps it to its row first. A table without an order has each id in the row of the same number, and no
 * {@link dev.outrank.bundle.order.RowOrder} at all.
 *
 * <pre>
 *   bundle        ids, in their order          + the list of hot ids, a tensor
 *   plan          ranges of rows
 *   packed shard  rows, in their order         + the list of hot ids, a file
 *   lookup        id ─ policy ─► id in the table ─ RowOrder ─► row ─► local row of the shard
 * </pre>
 */
@NullMarked
package dev.outrank.bundle.order;

import org.jspecify.annotations.NullMarked;
