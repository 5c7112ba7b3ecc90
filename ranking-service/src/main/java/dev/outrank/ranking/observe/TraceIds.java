package dev.outrank.ranking.observe;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.server.ServerWebExchange;

/** Tells the id of the trace that a request belongs to. */
@FunctionalInterface
public interface TraceIds {

    /** The name under which tracing puts it into the log's context. */
    String LOG_KEY = "traceId";

    /** Returns a request's trace id, or null where it has none. */
    @Nullable
    String of(ServerWebExchange request);

    /** Returns those of the log's context on the thread that asks. */
    static TraceIds ofLogContext() {
        return request -> MDC.get(LOG_KEY);
    }
}
