/**
 * The way to a shard: one small interface, {@link dev.outrank.ranking.lookup.EmbeddingClient}.
 *
 * <pre>
 *   distributed   ReplicatedEmbeddingClient   chooses a replica and calls it, over TCP or over HTTP/1.1
 *                 PartlyLocalClient           that, and a LocalEmbeddingClient for the tables that a plan leaves to ranking
 *   singular      LocalEmbeddingClient        the packed shards mapped in this process, the same requests, the same sums
 * </pre>
 *
 * <p>Nothing is looked up for a call. Lists of replicas are pushed ({@link dev.outrank.ranking.replica}), and connections are there before they are needed:
 *
 * <pre>
 *   ReplicatedEmbeddingClient ── shard ──▶ ShardReplicas ── ReplicaPick: the cheaper of two ──▶ ShardReplica ──▶ TcpReplica ──▶ LookupConnection
 *                                                                                             health, breaker   HttpReplica     made again when lost
 *   ReplicatedCall   what the subscriber sees: one answer
 *     Attempt        one sending to one replica, and what its health is told
 *     Attempt        another one, on another replica, where the first is late (a hedge) or failed (a retry)
 *   Probe            a copy of a call for a replica that is left alone, to see whether it is well again
 * </pre>
 *
 * <p>Replicas of a shard answer alike to the bit, and a lookup changes nothing. So whichever answer comes first is the answer, and one that broke off may be
 * asked for again. Budgets bound both: a shard that is slow or failing everywhere is not asked twice as often for it.
 */
@NullMarked
package dev.outrank.ranking.lookup;

import org.jspecify.annotations.NullMarked;
