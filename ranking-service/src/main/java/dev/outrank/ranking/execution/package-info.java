/**
 * One request's way through one version of a model.
 *
 * <pre>
 *   cpu thread        event loops             cpu thread
 *   scatter ─ send ─┬─ shards answer ────────┬─ gather ─ top nets ─ answer
 *                   └─ bottom nets (same     ┘
 *                      cpu thread, meanwhile)
 * </pre>
 *
 * <p>Everything a request holds (its place inside the admission limit, a lease of its version, a workspace, the shards' answers) is in one
 * {@link dev.outrank.ranking.execution.RequestRun}, which gives it all back when the request has ended <em>and</em> no CPU task of it runs any more:
 * a caller who goes away in the middle of a net does not pull the memory from under it.
 */
@NullMarked
package dev.outrank.ranking.execution;

import org.jspecify.annotations.NullMarked;
