package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import reactor.core.publisher.Flux;

/** Asks shards over the network, and this process for the tables that a plan leaves to ranking. Owns both clients. */
public final class PartlyLocalClient implements EmbeddingClient {

    private final EmbeddingClient remote;
    private final EmbeddingClient local;
    private final int localShard;

    /**
     * Joins two clients.
     *
     * @param remote asked for all shards but one
     * @param local asked for the shard with this index
     */
    public PartlyLocalClient(EmbeddingClient remote, EmbeddingClient local, int localShard) {
        this.remote = remote;
        this.local = local;
        this.localShard = localShard;
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request) {
        return of(request).lookup(request);
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request, CallObserver observer) {
        return of(request).lookup(request, observer);
    }

    private EmbeddingClient of(LookupRequest request) {
        return request.target().shard() == localShard ? local : remote;
    }

    @Override
    public void close() {
        try {
            remote.close();
        } finally {
            local.close();
        }
    }
}
