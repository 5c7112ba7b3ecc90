package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import reactor.core.publisher.Flux;

/** Asks shards for pooled embeddings. Thread-safe. */
public interface EmbeddingClient extends AutoCloseable {

    /**
     * Asks the shard that the request names; sends on subscription and never blocks the subscriber.
     *
     * <p>Whoever receives a {@link LookupAnswer.Pooled} owns its response. Fails with
     * {@link dev.outrank.ranking.request.ShardUnavailableException} or {@link dev.outrank.ranking.request.DeadlineExceededException}; a shard's refusal is
     * an answer, not a failure.
     *
     * @return the parts of the answer in order, one unless the request asks for parts; a refusal is the last. Delivered on an event loop, or on a
     *     CPU thread where the shards are in this process
     */
    Flux<LookupAnswer> lookup(LookupRequest request);

    /** Does the same, and tells who answered; nobody does where the shard is in this process. */
    default Flux<LookupAnswer> lookup(LookupRequest request, CallObserver observer) {
        return lookup(request);
    }

    /** Ends what belongs to this client alone; lookups that run end first. */
    @Override
    void close();
}
