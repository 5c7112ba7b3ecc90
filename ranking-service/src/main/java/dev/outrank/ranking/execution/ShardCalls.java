package dev.outrank.ranking.execution;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.ranking.scatter.DefaultAnswers;
import dev.outrank.ranking.scatter.Refusals;
import dev.outrank.ranking.scatter.Scatter;
import dev.outrank.ranking.scatter.ScatterPlan;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls the shards of one version. Thread-safe.
 *
 * <pre>
 *   call ─┬─ answers ─────────────────────────────────────────▶ its parts
 *         └─ fails, or is too slow ─┬─ may be defaulted ──────▶ the parts that came, then stand-ins
 *                                   └─ may not ───────────────▶ the request fails
 * </pre>
 */
final class ShardCalls {

    private static final Logger log = LoggerFactory.getLogger(ShardCalls.class);

    private final EmbeddingClient shards;
    private final ScatterPlan plan;
    private final CpuTasks cpu;
    private final Refusals refusals;
    private final DefaultAnswers defaults;

    ShardCalls(EmbeddingClient shards, ScatterPlan plan, CpuTasks cpu) {
        this.shards = shards;
        this.plan = plan;
        this.cpu = cpu;
        this.refusals = new Refusals(plan);
        this.defaults = new DefaultAnswers(plan);
    }

    /**
     * Sends all lookups on subscription; completes once every shard has answered into the run, or stand-ins have, and fails with the first shard that did
     * not answer and may not be defaulted.
     *
     * @param onPart runs after each part that is not a shard's last
     */
    Mono<Void> all(RequestRun run, Scatter scatter, Runnable onPart) {
        return Mono.when(scatter.requests().stream()
                .map(request -> scatter.mayDefault(request.target().shard())
                        ? orDefaults(run, request, onPart)
                        : one(run, request, onPart).then())
                .toList());
    }

    private Mono<Void> orDefaults(RequestRun run, LookupRequest request, Runnable onPart) {
        return Mono.defer(() -> {
            long sent = System.nanoTime();
            return one(run, request, onPart)
                    .then(Mono.defer(() -> requireAllParts(run, request.target().shard())))
                    .timeout(request.remaining())
                    .onErrorResume(ShardCalls::isLoss, failure -> {
                        long lost = System.nanoTime();
                        log.debug("{} is lost, default rows stand in: {}", name(request), failure.toString());
                        return cpu.here(run, () -> standIn(run, request, sent, lost, onPart))
                                .then();
                    });
        });
    }

    private String name(LookupRequest request) {
        return plan.serviceName(request.target().shard());
    }

    private Flux<LookupAnswer> one(RequestRun run, LookupRequest request, Runnable onPart) {
        return Flux.defer(() -> {
            int shard = request.target().shard();
            long sent = System.nanoTime();
            return lookup(run, request).doOnNext(answer -> {
                switch (answer) {
                    case LookupAnswer.Pooled(var response) -> accept(run, shard, response, sent, onPart);
                    case LookupAnswer.Refused(var error) -> throw refusals.failure(shard, error);
                }
            });
        });
    }

    private Flux<LookupAnswer> lookup(RequestRun run, LookupRequest request) {
        int shard = request.target().shard();
        return run.isExplained()
                ? shards.lookup(request, (replica, sentBytes) -> run.answeredBy(shard, replica, sentBytes))
                : shards.lookup(request);
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

    private Mono<Void> requireAllParts(RequestRun run, int shard) {
        return run.missing().contains(shard)
                ? Mono.error(new ShardUnavailableException(plan.serviceName(shard)
                        + ": an answer without its last parts (expected: vectors for all candidates)"))
                : Mono.empty();
    }

    /** Whether the shard is to blame, or its load, and neither the request nor this service. */
    private static boolean isLoss(Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof OutrankException known
                        && switch (known.category()) {
                            case DEPENDENCY, CAPACITY -> true;
                            case CALLER, INTERNAL -> false;
                        });
    }

    /** Answers the parts that a lost shard has not; returns the first of them. */
    private int standIn(RequestRun run, LookupRequest request, long sent, long lost, Runnable onPart) {
        int shard = request.target().shard();
        int first = run.lose(shard);
        long queued = System.nanoTime() - lost;
        for (int part = first; part < request.partCount(); part++) {
            LookupResponse response = defaults.part(request, part, part == first ? queued : 0);
            boolean more = response.hasMore();
            run.standIn(shard, new ShardPart(response, sent, System.nanoTime()), hasDefaulted(response));
            if (more) {
                onPart.run();
            }
        }
        return first;
    }

    private static boolean hasDefaulted(LookupResponse response) {
        for (int lookup = 0; lookup < response.lookupCount(); lookup++) {
            if (response.defaultedIds(lookup) > 0) {
                return true;
            }
        }
        return false;
    }
}
