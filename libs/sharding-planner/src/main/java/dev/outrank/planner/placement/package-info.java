/**
 * Decides which table sits where: a pure function {@code (model, constraints) → plan | PlanException}.
 *
 * <p>A worked example of {@link dev.outrank.planner.placement.CapacityStrategy}: four tables over two shards, the mean is 60 bytes.
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
 * <p>A strategy fills {@link dev.outrank.planner.placement.ShardLoads} with ranges of rows and says why each table went where it went.
 * Start at {@link dev.outrank.planner.placement.Planning#plan}, which also finds the fewest shards under a memory limit, and turns a
 * failure into advice.
 */
@NullMarked
package dev.outrank.planner.placement;

import org.jspecify.annotations.NullMarked;
