/**
 * Which tables are asked for how much.
 *
 * <pre>
 *   pooled lookups -> VersionLoad -> TableLoad: adders, and the distinct ids of one lookup in 16
 *                                      │ TableClock, each second: what came since
 *                                      ▼
 *                     TableLoads: the few tables with the most ids have meters of their own, all others those of "other"
 * </pre>
 *
 * <p>Meters are fed with differences, so that a table that becomes one of the others, or ceases to be, makes no counter go back.
 */
@NullMarked
package dev.outrank.embedding.load;

import org.jspecify.annotations.NullMarked;
