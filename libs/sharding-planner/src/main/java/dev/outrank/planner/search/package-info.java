/**
 * The strategy {@code auto}: the placement with the least predicted 99th percentile.
 *
 * <p>It plans with every named strategy and one that balances predicted time, takes the best as the seed, and then changes two shards at a
 * time for as long as its budget lasts: moves, swaps, cuts and joins of ranges, away from the shards that answer last. A change is kept only
 * where the prediction falls, so that the result is never worse than the best named strategy over as many shards behind calls. Everything random comes from a fixed seed and
 * the budget counts work, not time: the same input gives the same plan.
 */
@NullMarked
package dev.outrank.planner.search;

import org.jspecify.annotations.NullMarked;
