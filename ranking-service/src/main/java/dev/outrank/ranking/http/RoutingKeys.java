package dev.outrank.ranking.http;

import org.springframework.web.reactive.function.server.ServerRequest;

/** What decides whether a canary answers a request: all requests with one key go to the same version. */
final class RoutingKeys {

    static final String HEADER = "X-Routing-Key";

    private RoutingKeys() {}

    /** Returns the caller's key, for example a user's id; without one the request's id, which {@link ErrorResponses} gave the response. */
    static String of(ServerRequest http) {
        String key = http.headers().firstHeader(HEADER);
        if (key != null && !key.isBlank()) {
            return key;
        }
        return RequestIds.ofResponse(http);
    }
}
