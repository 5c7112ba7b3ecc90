/**
 * Decides which table sits where: a pure function {@code (model, constraints) → plan | PlanException}.
 *
 * <p>A worked example of {@link dev.outrank.planner.CapacityStrategy}: four tables over two shards, the mean is 60 bytes.
 *
 * <pre>
 *   table   bytes   shard 0                shard 1
 *   a          70   a[0,35)  (split:       a[35,70)   larger than the mean)
 *   b          25   b
 *   c          20                          c
 *   d           5                          d
 *                   60 bytes               60 bytes
 * </pre>
 *
 * <p>Start at {@link dev.outrank.planner.PlacementStrategies#byName}.
 */
@NullMarked
package dev.outrank.planner;

import org.jspecify.annotations.NullMarked;
