package dev.outrank.ranking.http;

import dev.outrank.ranking.json.Excerpt;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Whether callers want to know where their request's time goes. */
final class ExplainRequests {

    static final String HEADER = "Outrank-Explain";
    static final String PARAMETER = "explain";

    private static final String EXPECTED = " (expected: true or false)";

    private ExplainRequests() {}

    /**
     * Returns whether a request is to be explained; the parameter goes before the header.
     *
     * @throws InvalidParameterException if the parameter is neither {@code true} nor {@code false}
     * @throws InvalidHeaderException if the header is neither
     */
    static boolean of(ServerRequest http) {
        String parameter = http.queryParam(PARAMETER).orElse(null);
        String header = http.headers().firstHeader(HEADER);
        Boolean byHeader = parsed(header);
        if (header != null && byHeader == null) {
            throw new InvalidHeaderException(HEADER + ": " + Excerpt.quoted(header) + EXPECTED);
        }
        Boolean byParameter = parsed(parameter);
        if (parameter != null && byParameter == null) {
            throw new InvalidParameterException(PARAMETER + ": " + Excerpt.quoted(parameter) + EXPECTED);
        }
        Boolean wanted = byParameter == null ? byHeader : byParameter;
        return wanted != null && wanted;
    }

    private static @Nullable Boolean parsed(@Nullable String value) {
        if ("true".equalsIgnoreCase(value)) {
            return true;
        }
        return "false".equalsIgnoreCase(value) ? Boolean.FALSE : null;
    }
}
