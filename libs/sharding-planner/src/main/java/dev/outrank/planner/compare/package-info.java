/** Compares the strategies over numbers of shards: the sweep of the paper, predicted for any model, without packing anything. */
@NullMarked
package dev.outrank.planner.compare;

import org.jspecify.annotations.NullMarked;
