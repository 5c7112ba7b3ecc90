/**
 * The way to a shard: one small interface, {@link dev.outrank.ranking.lookup.EmbeddingClient}.
 *
 * <pre>
 *   distributed   TcpEmbeddingClient     frames on connections that are kept, many calls at a time
 *                 HttpEmbeddingClient    POST http://embedding-2/lookup, one frame there and one or more back
 *                 PartlyLocalClient      one of these, and a LocalEmbeddingClient for the tables that a plan leaves to ranking
 *   singular      LocalEmbeddingClient   the packed shards mapped in this process, the same requests, the same sums
 * </pre>
 *
 * <p>Over TCP nothing is looked up for a call. Replicas are found in the background and connected to before they are needed; a call takes the less busy of two
 * replicas drawn at random, and of its connections the first of the least busy ones; everything that happens to it happens on that connection's event loop:
 *
 * <pre>
 *   TcpEmbeddingClient ── shard ──▶ ShardReplicas ── least busy ──▶ ReplicaConnection ──▶ LookupConnection
 *        TcpCall: subscription, breaker's permission, timer                made again when lost
 * </pre>
 *
 * <p>Before either client stands a circuit breaker a shard. It counts what the shard or the network did not do; refusals that are the request's fault,
 * an unknown version or a full queue are answers and count as health. After a second open it lets one call try, and closes when that
 * succeeds, so that a shard that came back serves again by itself.
 */
@NullMarked
package dev.outrank.ranking.lookup;

import org.jspecify.annotations.NullMarked;
