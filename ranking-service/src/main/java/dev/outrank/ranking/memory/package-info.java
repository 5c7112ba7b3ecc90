/**
 * The memory of one request: arrays that are used again, and whatever else is given back at its end.
 *
 * <p>A request of 58,000 ids needs half a megabyte of arrays. They come from one bounded {@link dev.outrank.ranking.memory.ArrayPool} and belong to
 * the request's {@link dev.outrank.ranking.memory.RequestMemory} until the request has ended <em>and</em> nothing of it runs any more:
 *
 * <pre>
 *   request begins ─ decode holds ─ execution holds ────────── request ends ─ last hold released ─ arrays back to the pool
 *                                   lookups that never answered ─────────────────────────────────── arrays left to the garbage collector
 * </pre>
 *
 * <p>A shard that answers in parts has answered with its last one. Nobody can say when a lookup that was given up stops reading the ids it was asked with. So the arrays of such a request are never used again;
 * every other request's are.
 */
@NullMarked
package dev.outrank.ranking.memory;

import org.jspecify.annotations.NullMarked;
