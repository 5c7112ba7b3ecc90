/**
 * The plan: which row ranges of which table live on which shard. Documented in {@code docs/format/plan.md}.
 *
 * <p>A table that is split over shards is pooled in parts. The partial sums are added in the order of the shards' indices, so that
 * a result never depends on timing; the mean of a split table is its sum divided by the bag's length at the very end.
 */
@NullMarked
package dev.outrank.bundle.plan;

import org.jspecify.annotations.NullMarked;
