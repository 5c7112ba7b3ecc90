package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.scatter.Refusals;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls the shards of one version. Thread-safe. */
final class ShardCalls {

    private final EmbeddingClient shards;
    private final Refusals refusals;

    ShardCalls(EmbeddingClient shards, Refusals refusals) {
        this.shards = shards;
        this.refusals = refusals;
    }

    /** Sends all lookups on subscription; emits once every shard has answered into the run, and fails with the first that did not. */
    Mono<Boolean> all(RequestRun run, List<LookupRequest> requests) {
        return Mono.when(requests.stream().map(request -> one(run, request)).toList())
                .thenReturn(true);
    }

    private Flux<LookupAnswer> one(RequestRun run, LookupRequest request) {
        return Flux.defer(() -> {
            int shard = request.target().shard();
            long sent = System.nanoTime();
            return shards.lookup(request).doOnNext(answer -> {
                switch (answer) {
                    case LookupAnswer.Pooled(var response) -> run.accept(shard, response, System.nanoTime() - sent);
                    case LookupAnswer.Refused(var error) -> throw refusals.failure(shard, error);
                }
            });
        });
    }
}
