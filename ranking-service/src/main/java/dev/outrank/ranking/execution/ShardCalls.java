package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.ranking.scatter.Refusals;
import dev.outrank.ranking.scatter.ScatterPlan;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls the shards of one version. Thread-safe. */
final class ShardCalls {

    private final EmbeddingClient shards;
    private final ScatterPlan plan;
    private final Refusals refusals;

    ShardCalls(EmbeddingClient shards, ScatterPlan plan) {
        this.shards = shards;
        this.plan = plan;
        this.refusals = new Refusals(plan);
    }

    /**
     * Sends all lookups on subscription; completes once every shard has answered into the run, and fails with the first that did not.
     *
     * @param onPart runs after each part that is not a shard's last
     */
    Mono<Void> all(RequestRun run, List<LookupRequest> requests, Runnable onPart) {
        return Mono.when(
                requests.stream().map(request -> one(run, request, onPart)).toList());
    }

    private Flux<LookupAnswer> one(RequestRun run, LookupRequest request, Runnable onPart) {
        return Flux.defer(() -> {
            int shard = request.target().shard();
            long sent = System.nanoTime();
            return shards.lookup(request).doOnNext(answer -> {
                switch (answer) {
                    case LookupAnswer.Pooled(var response) -> accept(run, shard, response, sent, onPart);
                    case LookupAnswer.Refused(var error) -> throw refusals.failure(shard, error);
                }
            });
        });
    }

    private void accept(RequestRun run, int shard, LookupResponse response, long sent, Runnable onPart) {
        boolean more = response.hasMore();
        if (!run.accept(shard, new ShardPart(response, sent, System.nanoTime()))) {
            throw new ShardUnavailableException(plan.serviceName(shard) + ": another number of parts (expected: "
                    + run.expectedParts(shard) + ", as was asked for)");
        }
        if (more) {
            onPart.run();
        }
    }
}
