/**
 * Where CPU work runs: a fixed number of threads with a bounded queue, never an event loop.
 *
 * <p>Two limits stand before it. {@link dev.outrank.ranking.compute.Admission} bounds the requests that are being executed, most of which wait for
 * shards; the queue limit of {@link dev.outrank.ranking.compute.ComputePool} bounds those that wait for a thread. Past either the caller is told at
 * once to come back later.
 */
@NullMarked
package dev.outrank.ranking.compute;

import org.jspecify.annotations.NullMarked;
