package dev.outrank.gateway.timing;

import java.util.Locale;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What a request asks for. */
enum Api {
    /** The order of candidates, by the rank API. */
    RANK,
    /** Scores, by the Open Inference Protocol. */
    INFER,
    /** Anything else: metadata, readiness, documents, and what does not exist. */
    OTHER;

    static Api of(ServerHttpRequest request) {
        String path = request.getPath().pathWithinApplication().value();
        if (!HttpMethod.POST.equals(request.getMethod())) {
            return OTHER;
        }
        if (path.startsWith("/v1/models/") && path.endsWith(":rank")) {
            return RANK;
        }
        return path.startsWith("/v2/models/") && path.endsWith("/infer") ? INFER : OTHER;
    }

    /** Returns what metrics call it. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
