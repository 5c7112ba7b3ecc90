package dev.outrank.gateway.trace;

import dev.outrank.bundle.failure.OutrankException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;

/** How requests end: {@code ok}, or the category of what went wrong. */
final class Outcomes {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;

    private Outcomes() {}

    /** Returns how a request ended that was answered. */
    static String of(@Nullable HttpStatusCode status, HttpHeaders headers) {
        if (status == null || !status.isError()) {
            return "ok";
        }
        return switch (status.value()) {
            case TOO_MANY_REQUESTS -> "capacity";
            case UNAVAILABLE -> headers.containsHeader(HttpHeaders.RETRY_AFTER) ? "capacity" : "dependency";
            case INTERNAL -> "internal";
            default -> status.is4xxClientError() ? "caller" : "dependency";
        };
    }

    /** Returns how a request ended that failed here. */
    static String of(Throwable failure) {
        return switch (failure) {
            case OutrankException known -> known.category().name().toLowerCase(Locale.ROOT);
            case ErrorResponse springs when springs.getStatusCode().is4xxClientError() -> "caller";
            default -> "internal";
        };
    }
}
