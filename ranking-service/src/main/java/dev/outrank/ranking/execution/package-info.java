/**
 * One request's way through one version of a model.
 *
 * <pre>
 *   cpu thread        event loops             cpu thread
 *   scatter ─ send ─┬─ shards answer ────────┬─ gather ─ top nets ─ answer
 *   (the one that   └─ bottom nets (same     ┘
 *   decoded)           cpu thread, meanwhile)
 * </pre>
 *
 * <p>Gather and top nets take the candidates in slices of the configured batch size, all at once by default; nets of request scope run once, with the
 * first slice. Where there are several slices, every shard is asked once and answers in as many parts, and a slice runs as soon as all shards have
 * answered for it, while later parts are still pooled and on their way:
 *
 * <pre>
 *   shard 0   pool 0 │ pool 1 │ pool 2
 *   shard 1   pool 0    │ pool 1    │ pool 2
 *   cpu       bottom ┄┄┄┄┄│ slice 0 │┄┄│ slice 1 │┄│ slice 2 │ answer        ┄ waiting
 * </pre>
 *
 * <p>{@link dev.outrank.ranking.execution.SlicePipeline} keeps them in order, one at a time. Vectors are let go of as soon as their slice has them. A shard
 * has answered when its last part is there; until then its ids may be read. The stages of shards and network count what a slice waited for with nothing
 * else to do, and {@code queue} what it waited for a thread after that: each moment of a request belongs to one stage, by its
 * {@link dev.outrank.ranking.request.StageClock}. What a stand-in for a lost shard waits and pools counts as the shard's.
 *
 * <p>A shard that fails, or is too slow, fails the request, unless every table that it was asked for may be defaulted and the caller takes that: then
 * {@link dev.outrank.ranking.execution.ShardCalls} has default rows stand in for the parts that are missing, and the answer says so.
 *
 * <p>Where a model is set up for it, {@link dev.outrank.ranking.execution.JointSlices} runs the top nets for slices of several requests at once; each goes on by itself
 * afterwards. A wait for company counts as {@code dense.top}.
 *
 * <p>Who is on a CPU thread already does not wait for another one. Whoever brings a part that is not the last, in singular mode
 * the thread that pools the next one, leaves the slice to another.
 *
 * <p>Everything a request holds (its place inside the admission limit, a lease of its version, a workspace, the shards' answers) is in one
 * {@link dev.outrank.ranking.execution.RequestRun}, which gives it all back when the request has ended <em>and</em> no CPU task of it runs any more:
 * a caller who goes away in the middle of a net does not pull the memory from under it.
 */
@NullMarked
package dev.outrank.ranking.execution;

import org.jspecify.annotations.NullMarked;
