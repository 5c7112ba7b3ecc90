/**
 * One request's way through one version of a model.
 *
 * <pre>
 *   cpu thread        event loops             cpu thread
 *   scatter ─ send ─┬─ shards answer ────────┬─ gather ─ top nets ─┬─ answer
 *   (the one that   └─ bottom nets (same     ┘     └── next slice ─┘
 *   decoded)           cpu thread, meanwhile)
 * </pre>
 *
 * <p>Gather and top nets take the candidates in slices of the configured batch size, all at once by default; nets of request scope run once, before the
 * first slice. Who is on a CPU thread already does not wait for another one: {@code queue} counts only what was waited.
 *
 * <p>Everything a request holds (its place inside the admission limit, a lease of its version, a workspace, the shards' answers) is in one
 * {@link dev.outrank.ranking.execution.RequestRun}, which gives it all back when the request has ended <em>and</em> no CPU task of it runs any more:
 * a caller who goes away in the middle of a net does not pull the memory from under it.
 */
@NullMarked
package dev.outrank.ranking.execution;

import org.jspecify.annotations.NullMarked;
