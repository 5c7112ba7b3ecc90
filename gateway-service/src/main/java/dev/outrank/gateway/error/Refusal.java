package dev.outrank.gateway.error;

import dev.outrank.bundle.failure.OutrankException;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponse;

/**
 * A failure as the caller sees it.
 *
 * @param kind what went wrong
 * @param status the HTTP status; that of the kind, except where Spring refuses with a rarer one
 * @param message one sentence, safe to show
 * @param headers headers that belong to the answer, for example {@code Allow}
 */
record Refusal(RefusalKind kind, HttpStatusCode status, String message, Map<String, String> headers) {

    /** Seconds after which a caller may try again when capacity is short. */
    private static final String RETRY_AFTER_SECONDS = "1";

    Refusal {
        headers = Map.copyOf(headers);
    }

    static Refusal of(Throwable failure, ServerHttpRequest request, String requestId) {
        return switch (failure) {
            case OutrankException ours -> ofOurs(ours);
            case ErrorResponse springs -> ofSprings(springs, request);
            default ->
                of(RefusalKind.INTERNAL, "internal error; the log of the gateway has it under request " + requestId);
        };
    }

    private static Refusal of(RefusalKind kind, String message) {
        return new Refusal(kind, kind.status(), message, Map.of());
    }

    private Refusal with(String header, String value) {
        return new Refusal(kind, status, message, Map.of(header, value));
    }

    private static Refusal ofOurs(OutrankException failure) {
        Refusal refusal = of(RefusalKind.of(failure), String.valueOf(failure.getMessage()));
        return switch (refusal.kind()) {
            // The rest of the body is not wanted.
            case PAYLOAD_TOO_LARGE -> refusal.with(HttpHeaders.CONNECTION, "close");
            case TOO_MANY_REQUESTS, OVERLOADED -> refusal.with(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            case INVALID_INPUT,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    SERVICE_UNREACHABLE,
                    ANSWER_LOST,
                    DEADLINE_EXCEEDED,
                    INTERNAL -> refusal;
        };
    }

    /** Spring's own refusals, in our words: theirs may quote internals. */
    private static Refusal ofSprings(ErrorResponse failure, ServerHttpRequest request) {
        HttpStatusCode status = failure.getStatusCode();
        RefusalKind kind = RefusalKind.of(status.value());
        return switch (kind) {
            case NOT_FOUND -> of(kind, "path: " + request.getPath().value() + " (expected: a path of /openapi.yaml)");
            case METHOD_NOT_ALLOWED -> {
                String allowed = failure.getHeaders().getAllow().stream()
                        .map(HttpMethod::name)
                        .sorted()
                        .collect(Collectors.joining(", "));
                yield of(kind, "method: " + request.getMethod() + " (expected: " + allowed + ")")
                        .with(HttpHeaders.ALLOW, allowed);
            }
            default -> new Refusal(kind, status, "status " + status.value(), Map.of());
        };
    }
}
