package dev.outrank.telemetry.trace;

import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The server's span of one request where that is sampled; else {@link #NONE}, of which every method does nothing. Thread-safe.
 *
 * <p>It ends with its request; what it is told later is lost.
 */
public final class RequestSpan {

    /** The span of a request that is not sampled. */
    public static final RequestSpan NONE = new RequestSpan(null, SpanContext.getInvalid());

    private final io.micrometer.tracing.@Nullable Span span;
    private final SpanContext context;

    private RequestSpan(io.micrometer.tracing.@Nullable Span span, SpanContext context) {
        this.span = span;
        this.context = context;
    }

    /** Returns the span of a request as it came in. */
    public static RequestSpan of(ServerWebExchange exchange) {
        ServerRequestObservationContext observed = ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .orElse(null);
        TracingContext traced = observed == null ? null : observed.get(TracingContext.class);
        io.micrometer.tracing.Span span = traced == null ? null : traced.getSpan();
        if (span == null || !Boolean.TRUE.equals(span.context().sampled())) {
            return NONE;
        }
        io.micrometer.tracing.TraceContext ids = span.context();
        return new RequestSpan(
                span,
                SpanContext.create(ids.traceId(), ids.spanId(), TraceFlags.getSampled(), TraceState.getDefault()));
    }

    /** Returns the span that {@link #into} put into a context. */
    public static RequestSpan of(ContextView context) {
        RequestSpan span = context.getOrDefault(RequestSpan.class, null);
        return span == null ? NONE : span;
    }

    /** Returns a context with this span; the same one where it is {@link #NONE}. */
    public Context into(Context context) {
        return isSampled() ? context.put(RequestSpan.class, this) : context;
    }

    /** Returns whether the request is sampled. */
    public boolean isSampled() {
        return span != null;
    }

    /** Returns the trace's id, 32 hexadecimal digits, or null where the request is not sampled. */
    public @Nullable String traceId() {
        return isSampled() ? context.getTraceId() : null;
    }

    /** Sets an attribute. */
    public void tag(SpanAttribute attribute, String value) {
        if (span != null) {
            span.tag(attribute.key(), value);
        }
    }

    /** Sets an attribute. */
    public void tag(SpanAttribute attribute, long value) {
        if (span != null) {
            span.tag(attribute.key(), value);
        }
    }

    /** Returns a child in the making, of the kind {@code INTERNAL} unless set; one without a parent where this is {@link #NONE}. */
    public SpanBuilder child(Tracer tracer, String name) {
        return tracer.spanBuilder(name)
                .setParent(io.opentelemetry.context.Context.root().with(Span.wrap(context)));
    }

    /** Makes this the calling thread's span until the scope is closed, so that timers that are recorded within name the trace as their exemplar. */
    @SuppressWarnings("MustBeClosedChecker") // By the caller.
    public Scope current() {
        return isSampled() ? Span.wrap(context).makeCurrent() : Scope.noop();
    }
}
