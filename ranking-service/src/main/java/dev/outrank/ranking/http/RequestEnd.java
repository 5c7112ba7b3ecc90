package dev.outrank.ranking.http;

import dev.outrank.ranking.observe.SlowRequest;
import dev.outrank.ranking.observe.SlowRequestLog;
import dev.outrank.ranking.observe.VersionMetrics;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.StageClock;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.telemetry.trace.RequestSpan;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells how one request has ended, once, whoever comes first: to the meters of its version, and to the log where it was slow. Thread-safe. */
final class RequestEnd {

    private final ServedModel model;
    private final StageClock clock = StageClock.started();
    private final SlowRequestLog slow;
    private final Supplier<String> requestId;
    private final RequestSpan span;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable Integer candidates;

    /**
     * Begins with a request.
     *
     * @param model that it was admitted to
     * @param span that hears how it ended, and that its timers name as their exemplar
     * @param requestId asked for slow requests alone
     */
    RequestEnd(ServedModel model, SlowRequestLog slow, RequestSpan span, Supplier<String> requestId) {
        this.model = model;
        this.slow = slow;
        this.span = span;
        this.requestId = requestId;
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
            RequestTraces.answered(span, answer);
            try (Scope _ = span.current()) {
                model.answered(answer, timings, nanos);
            }
            tell(VersionMetrics.outcomeOf(answer), timings, nanos, 0, answer.slowestShard());
        }
    }

    /** It gets no answer. */
    void failed(Throwable failure) {
        if (told.compareAndSet(false, true)) {
            long nanos = clock.elapsedNanos();
            try (Scope _ = span.current()) {
                model.failed(failure, nanos);
            }
            StageTimings ended = clock.timings();
            tell(VersionMetrics.outcomeOf(failure), ended, nanos, Math.max(0, nanos - ended.sumNanos()), null);
        }
    }

    /** Its caller went away. */
    void cancelled() {
        if (told.compareAndSet(false, true)) {
            model.cancelled(clock.elapsedNanos());
        }
    }

    private void tell(String outcome, StageTimings stages, long nanos, long openNanos, @Nullable String slowestShard) {
        if (slow.isSlow(nanos)) {
            slow.tell(new SlowRequest(
                    requestId.get(),
                    span.traceId(),
                    model.name(),
                    model.version(),
                    outcome,
                    candidates,
                    nanos,
                    stages,
                    openNanos,
                    slowestShard));
        }
    }
}
