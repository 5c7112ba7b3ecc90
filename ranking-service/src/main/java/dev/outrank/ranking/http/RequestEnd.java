package dev.outrank.ranking.http;

import dev.outrank.ranking.observe.SlowRequest;
import dev.outrank.ranking.observe.SlowRequestLog;
import dev.outrank.ranking.observe.VersionMetrics;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.StageClock;
import dev.outrank.ranking.request.StageTimings;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells how one request has ended, once, whoever comes first: to the meters of its version, and to the log where it was slow. Thread-safe. */
final class RequestEnd {

    private final ServedModel model;
    private final StageClock clock = StageClock.started();
    private final SlowRequestLog slow;
    private final Supplier<String> requestId;
    private final Supplier<@Nullable String> traceId;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable Integer candidates;

    /**
     * Begins with a request.
     *
     * @param model that it was admitted to
     * @param requestId asked for slow requests alone, as the trace's id is
     */
    RequestEnd(ServedModel model, SlowRequestLog slow, Supplier<String> requestId, Supplier<@Nullable String> traceId) {
        this.model = model;
        this.slow = slow;
        this.requestId = requestId;
        this.traceId = traceId;
    }

    /** Returns the clock of the request's stages, which begins anew when its body has come. */
    StageClock clock() {
        return clock;
    }

    /** The request was read. */
    void decoded(int count) {
        candidates = count;
    }

    /** Its answer is written. */
    void answered(RankingAnswer answer, StageTimings timings, long nanos) {
        if (told.compareAndSet(false, true)) {
            model.answered(answer, timings, nanos);
            tell(VersionMetrics.outcomeOf(answer), timings, nanos, answer.slowestShard());
        }
    }

    /** It gets no answer. */
    void failed(Throwable failure) {
        if (told.compareAndSet(false, true)) {
            long nanos = clock.elapsedNanos();
            model.failed(failure, nanos);
            tell(VersionMetrics.outcomeOf(failure), clock.timings(), nanos, null);
        }
    }

    /** Its caller went away. */
    void cancelled() {
        if (told.compareAndSet(false, true)) {
            model.cancelled(clock.elapsedNanos());
        }
    }

    private void tell(String outcome, StageTimings stages, long nanos, @Nullable String slowestShard) {
        if (slow.isSlow(nanos)) {
            slow.tell(new SlowRequest(
                    requestId.get(),
                    traceId.get(),
                    model.name(),
                    model.version(),
                    outcome,
                    candidates,
                    nanos,
                    stages,
                    slowestShard));
        }
    }
}
