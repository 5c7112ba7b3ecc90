package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import reactor.core.publisher.Flux;

/** A client that all versions share, as one of them sees it: closing it leaves the others theirs. */
public final class SharedEmbeddingClient implements EmbeddingClient {

    private final EmbeddingClient client;

    /** Lends a client. */
    public SharedEmbeddingClient(EmbeddingClient client) {
        this.client = client;
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request) {
        return client.lookup(request);
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request, CallObserver observer) {
        return client.lookup(request, observer);
    }

    /** Does nothing: the client belongs to whoever made it. */
    @Override
    public void close() {}
}
