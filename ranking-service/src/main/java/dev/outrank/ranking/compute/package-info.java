/**
 * Where CPU work runs: a fixed number of threads with a bounded queue, never an event loop.
 *
 * <p>Limits stand before it. {@link dev.outrank.ranking.compute.Admission} bounds the requests in flight, most of which may wait for shards, before their
 * bodies are read: by a fixed limit, by the {@link dev.outrank.ranking.compute.Backlog} that their deadlines leave time for, and by an
 * {@link dev.outrank.ranking.compute.AdaptiveLimit} that follows what the threads can do and refuses only while tasks wait for them all the time. The
 * queue limit of {@link dev.outrank.ranking.compute.ComputePool} bounds the tasks that wait for a thread, whoever they are of. Past any of them the
 * caller is told at once to come back later.
 *
 * <pre>
 *   headers ─ Admission ─ body ─ requireRoom ─ task ─▶ threads ─▶ shards ─▶ threads ─▶ answer
 *                │ fixed limit, backlog, adaptive limit                          leaves ┘
 *                └ less of each for a sheddable request than for a critical one
 * </pre>
 */
@NullMarked
package dev.outrank.ranking.compute;

import org.jspecify.annotations.NullMarked;
