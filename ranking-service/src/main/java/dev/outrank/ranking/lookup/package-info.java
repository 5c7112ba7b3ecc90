/**
 * The way to a shard: one small interface, {@link dev.outrank.ranking.lookup.EmbeddingClient}.
 *
 * <pre>
 *   distributed   HttpEmbeddingClient    POST http://embedding-2/lookup, one frame there and one back
 *   singular      LocalEmbeddingClient   the packed shards mapped in this process, the same requests, the same sums
 * </pre>
 *
 * <p>Before the HTTP client stands a circuit breaker a shard. It counts what the shard or the network did not do; refusals that are the request's fault,
 * an unknown version or a full queue are answers and count as health. After a second open it lets one call try, and closes when that
 * succeeds, so that a shard that came back serves again by itself.
 */
@NullMarked
package dev.outrank.ranking.lookup;

import org.jspecify.annotations.NullMarked;
