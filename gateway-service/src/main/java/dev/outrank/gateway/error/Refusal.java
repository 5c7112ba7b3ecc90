package dev.outrank.gateway.error;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.FailureCategory;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.gateway.body.BodyTooLargeException;
import dev.outrank.gateway.deadline.DeadlineExceededException;
import dev.outrank.gateway.replica.AnswerLostException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponse;

/**
 * A failure as the caller sees it.
 *
 * @param category whose doing it is
 * @param status the HTTP status
 * @param message one sentence, safe to show
 * @param headers headers that belong to the status, for example {@code Allow}
 */
record Refusal(FailureCategory category, HttpStatus status, String message, HttpHeaders headers) {

    /** Seconds after which a caller may try again when the gateway is short of capacity. */
    private static final String RETRY_AFTER_SECONDS = "1";

    static Refusal of(Throwable failure, ServerHttpRequest request) {
        return switch (failure) {
            case OutrankException ours ->
                new Refusal(ours.category(), status(ours), String.valueOf(ours.getMessage()), headers(ours));
            case ErrorResponse known -> of(known, request);
            default ->
                new Refusal(
                        FailureCategory.INTERNAL,
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "the gateway failed; its log has the cause under this request id",
                        HttpHeaders.EMPTY);
        };
    }

    private static HttpStatus status(OutrankException failure) {
        return switch (failure) {
            case BodyTooLargeException tooLarge -> HttpStatus.CONTENT_TOO_LARGE;
            case CallerException caller -> HttpStatus.BAD_REQUEST;
            case CapacityException capacity -> HttpStatus.SERVICE_UNAVAILABLE;
            case DeadlineExceededException late -> HttpStatus.GATEWAY_TIMEOUT;
            case AnswerLostException lost -> HttpStatus.BAD_GATEWAY;
            case DependencyException dependency -> HttpStatus.SERVICE_UNAVAILABLE;
            case InternalException internal -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static HttpHeaders headers(OutrankException failure) {
        HttpHeaders headers = new HttpHeaders();
        if (failure instanceof CapacityException) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (failure instanceof BodyTooLargeException) {
            // The rest of the body is not wanted.
            headers.set(HttpHeaders.CONNECTION, "close");
        }
        return headers;
    }

    /** Spring's own refusals, in our words: theirs may quote internals. */
    private static Refusal of(ErrorResponse known, ServerHttpRequest request) {
        HttpStatus resolved = HttpStatus.resolve(known.getStatusCode().value());
        HttpStatus status = resolved == null ? HttpStatus.INTERNAL_SERVER_ERROR : resolved;
        String message =
                switch (status) {
                    case NOT_FOUND ->
                        "path: " + request.getPath().value() + " (expected: /v2/… or /v1/models/…, see /openapi.yaml)";
                    case METHOD_NOT_ALLOWED ->
                        "method: " + request.getMethod() + " (expected: one of "
                                + known.getHeaders().getAllow() + ")";
                    default -> status.getReasonPhrase();
                };
        FailureCategory category = status.is4xxClientError() ? FailureCategory.CALLER : FailureCategory.INTERNAL;
        return new Refusal(category, status, message, known.getHeaders());
    }
}
