/**
 * What a plan will cost: latency, CPU, bytes and memory of a request, before anything is packed.
 *
 * <p>A request with c candidates is answered when its slowest shard has answered, so that latency is a maximum over shards, each of which
 * has a queue, and not a sum:
 *
 * <pre>
 *   latency(c) = wait in ranking
 *              + sending the other shards' calls, one after another
 *              + max(nets that need no lookups, and beside them the tables that ranking holds,
 *                    max over the shards of (call + wait at the shard + pooling))
 *              + nets that need lookups
 * </pre>
 *
 * <p>Waits are those of M/G/c queues ({@link dev.outrank.planner.predict.Queue}); the 50th and 99th percentile are those of the mixture over
 * the candidates that requests have. Work is a sum: {@link dev.outrank.planner.predict.ShardWork}, of the measured costs of stages
 * ({@link dev.outrank.planner.cost.StageCosts}). What is not modelled: reading and writing JSON, the gateway, and how much bags of one
 * length differ between requests of the same size.
 */
@NullMarked
package dev.outrank.planner.predict;

import org.jspecify.annotations.NullMarked;
