/**
 * {@code outrank reorder}: a bundle that knows which ids of its tables are hot.
 *
 * <pre>
 *   bundle ──► tables, nets: linked, or copied to another disk ─────────────┐
 *   profile ─► hot ids of each table, the hottest first: a tensor of ids ───┴─► new bundle, at once or not at all
 * </pre>
 *
 * <p>No row moves here: packing lays rows in this order, and a plan may then give the first of them to shards of their own. What an order is says
 * {@link dev.outrank.bundle.order.RowOrder}.
 */
@NullMarked
package dev.outrank.workbench.reorder;

import org.jspecify.annotations.NullMarked;
