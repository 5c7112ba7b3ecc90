package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.TraceContext;
import dev.outrank.ranking.lookup.ShardMeters.Extra;
import dev.outrank.telemetry.trace.RequestSpan;
import dev.outrank.telemetry.trace.SpanAttribute;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.SignalType;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** The span of one lookup of a sampled request, however many replicas are asked; {@link #NONE}, of which every method does nothing, of all others. Thread-safe. */
final class LookupSpan {

    static final LookupSpan NONE = new LookupSpan(null);

    private static final int ID_DIGITS = 16;

    private final @Nullable Span span;
    private volatile String outcome = "failed";

    private LookupSpan(@Nullable Span span) {
        this.span = span;
    }

    /** Begins the span of a lookup. */
    static LookupSpan begin(Tracer tracer, RequestSpan parent, LookupRequest request) {
        String shard = ShardNames.of(request.target());
        Span span = parent.child(tracer, "lookup " + shard)
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        span.setAttribute(SpanAttribute.MODEL.key(), request.target().model());
        span.setAttribute(SpanAttribute.VERSION.key(), request.target().version());
        span.setAttribute(SpanAttribute.SHARD.key(), shard);
        span.setAttribute(SpanAttribute.RETRIED.key(), false);
        span.setAttribute(SpanAttribute.HEDGED.key(), false);
        return new LookupSpan(span);
    }

    /** Returns the span that {@link #into} put into a context. */
    static LookupSpan of(ContextView context) {
        LookupSpan span = context.getOrDefault(LookupSpan.class, null);
        return span == null ? NONE : span;
    }

    Context into(Context context) {
        return context.put(LookupSpan.class, this);
    }

    /** Returns a lookup whose frame names this as the parent of what its shard does. */
    LookupRequest named(LookupRequest request) {
        if (span == null) {
            return request;
        }
        SpanContext ids = span.getSpanContext();
        return request.traced(new TraceContext(
                HexFormat.fromHexDigitsToLong(ids.getTraceId(), 0, ID_DIGITS),
                HexFormat.fromHexDigitsToLong(ids.getTraceId(), ID_DIGITS, 2 * ID_DIGITS),
                HexFormat.fromHexDigitsToLong(ids.getSpanId()),
                ids.getTraceFlags().asByte() & 0xFF));
    }

    /** A replica is asked. */
    void asks(Attempt attempt) {
        if (span != null) {
            span.setAttribute(
                    SpanAttribute.REPLICA.key(), attempt.replica().where().toString());
        }
    }

    /** Another replica is asked. */
    void asksAnother(Attempt attempt, Extra extra) {
        if (span != null) {
            asks(attempt);
            SpanAttribute why = extra == Extra.HEDGE ? SpanAttribute.HEDGED : SpanAttribute.RETRIED;
            span.setAttribute(why.key(), true);
            span.addEvent(why.key() + ": " + attempt.replica().where());
        }
    }

    /** A replica has answered, or refused. */
    void answeredBy(Attempt attempt) {
        if (span != null) {
            asks(attempt);
            span.setAttribute(SpanAttribute.SENT_BYTES.key(), attempt.sentBytes());
            span.setAttribute(SpanAttribute.RECEIVED_BYTES.key(), attempt.receivedBytes());
        }
    }

    /** Takes note of a part of the answer. */
    void answered(LookupAnswer answer) {
        outcome = switch (answer) {
            case LookupAnswer.Pooled(var response) -> response.hasMore() ? outcome : "pooled";
            case LookupAnswer.Refused refused -> "refused";
        };
    }

    /** Makes this the thread's span, for exemplars, until the scope is closed. */
    @SuppressWarnings("MustBeClosedChecker") // By the caller.
    Scope current() {
        return span == null ? Scope.noop() : span.makeCurrent();
    }

    /** Nothing comes any more. */
    void end(SignalType how) {
        if (span == null) {
            return;
        }
        String ended = how == SignalType.CANCEL ? "cancelled" : outcome;
        span.setAttribute(SpanAttribute.OUTCOME.key(), ended);
        if (ended.equals("failed") || ended.equals("refused")) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
