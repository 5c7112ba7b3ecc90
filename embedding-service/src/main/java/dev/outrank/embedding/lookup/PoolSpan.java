package dev.outrank.embedding.lookup;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.lookup.TableLookup;
import dev.outrank.lookup.TraceContext;
import dev.outrank.telemetry.trace.SpanAttribute;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The span of one request from its arrival to its last part, a child of what its frame names; {@link #NONE} where that is nothing, which costs nothing. Of the
 * thread that pools.
 */
final class PoolSpan {

    static final PoolSpan NONE = new PoolSpan(null);

    private final @Nullable Span span;
    private long queueNanos;
    private long decodeNanos;
    private long poolNanos;
    private long encodeNanos;
    private long defaulted;
    private long sentBytes;
    private String outcome = "cancelled";

    private PoolSpan(@Nullable Span span) {
        this.span = span;
    }

    /**
     * Begins one where the request is traced.
     *
     * @param receivedBytes of its frame
     * @param arrivedNanos when that was complete, by {@link System#nanoTime()}
     */
    static PoolSpan of(Tracer tracer, LookupRequest request, int receivedBytes, long arrivedNanos) {
        TraceContext trace = request.trace();
        if (trace == null) {
            return NONE;
        }
        Span span = tracer.spanBuilder("pool")
                .setSpanKind(SpanKind.SERVER)
                .setParent(Context.root().with(Span.wrap(parent(trace))))
                .setStartTimestamp(Instant.now().minusNanos(System.nanoTime() - arrivedNanos))
                .startSpan();
        describe(span, request, receivedBytes);
        return new PoolSpan(span);
    }

    private static SpanContext parent(TraceContext trace) {
        return SpanContext.createFromRemoteParent(
                TraceId.fromLongs(trace.traceIdHigh(), trace.traceIdLow()),
                SpanId.fromLong(trace.spanId()),
                TraceFlags.fromByte((byte) trace.flags()),
                TraceState.getDefault());
    }

    private static void describe(Span span, LookupRequest request, int receivedBytes) {
        ShardKey target = request.target();
        span.setAttribute(SpanAttribute.MODEL.key(), target.model());
        span.setAttribute(SpanAttribute.VERSION.key(), target.version());
        span.setAttribute(SpanAttribute.SHARD.key(), "embedding-" + target.shard());
        span.setAttribute(SpanAttribute.RECEIVED_BYTES.key(), receivedBytes);
        span.setAttribute(SpanAttribute.TABLES.key(), request.lookups().size());
        span.setAttribute(SpanAttribute.BAGS.key(), bags(request.lookups()));
        span.setAttribute(SpanAttribute.IDS.key(), request.idCount());
    }

    private static long bags(List<TableLookup> lookups) {
        return lookups.stream().mapToLong(lookup -> lookup.bags().bagCount()).sum();
    }

    /** Adds a part of the answer. */
    void pooled(ShardTimings timings, long encoding, int defaultedIds, int frameBytes, boolean last) {
        if (span == null) {
            return;
        }
        queueNanos += timings.queueNanos();
        decodeNanos += timings.decodeNanos();
        poolNanos += timings.poolNanos();
        encodeNanos += encoding;
        defaulted += defaultedIds;
        sentBytes += frameBytes;
        outcome = last ? "pooled" : outcome;
    }

    /** Says why there is no answer. */
    void failed(Throwable failure) {
        if (span != null) {
            outcome = code(failure).name().toLowerCase(Locale.ROOT);
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static LookupErrorCode code(Throwable failure) {
        return switch (failure) {
            case LookupRefusal refusal -> refusal.error().code();
            case CallerException caller -> LookupErrorCode.BAD_FRAME;
            default -> LookupErrorCode.INTERNAL;
        };
    }

    /** Makes this the thread's span, for exemplars, until the scope is closed. */
    @SuppressWarnings("MustBeClosedChecker") // By the caller.
    Scope current() {
        return span == null ? Scope.noop() : span.makeCurrent();
    }

    void end() {
        if (span == null) {
            return;
        }
        span.setAttribute(SpanAttribute.QUEUE_MICROS.key(), TimeUnit.NANOSECONDS.toMicros(queueNanos));
        span.setAttribute(SpanAttribute.DECODE_MICROS.key(), TimeUnit.NANOSECONDS.toMicros(decodeNanos));
        span.setAttribute(SpanAttribute.POOL_MICROS.key(), TimeUnit.NANOSECONDS.toMicros(poolNanos));
        span.setAttribute(SpanAttribute.ENCODE_MICROS.key(), TimeUnit.NANOSECONDS.toMicros(encodeNanos));
        span.setAttribute(SpanAttribute.DEFAULTED_IDS.key(), defaulted);
        span.setAttribute(SpanAttribute.SENT_BYTES.key(), sentBytes);
        span.setAttribute(SpanAttribute.OUTCOME.key(), outcome);
        span.end();
    }
}
