package dev.outrank.gateway.error;

import dev.outrank.bundle.failure.FailureCategory;
import dev.outrank.bundle.failure.OutrankException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.util.DisconnectedClientHelper;

/** How a request ended, as metrics count it. */
public enum Outcome {
    /** It was answered. */
    OK,
    /** It was answered, with default rows in place of embeddings that were lost. */
    DEGRADED,
    /** The request was at fault, or its client asks for too much. */
    CALLER,
    /** It was refused since there was no room, here or behind. */
    CAPACITY,
    /** A service behind was lost or late. */
    DEPENDENCY,
    /** A defect. */
    INTERNAL,
    /** The caller left. */
    CANCELLED;

    /** Ranking's, on answers with default rows. */
    private static final String DEGRADED_HEADER = "Outrank-Degraded";

    /** Returns the outcome of an answer by its head; no status is 200. */
    public static Outcome ofAnswer(@Nullable HttpStatusCode status, HttpHeaders headers) {
        if (status == null || !status.isError()) {
            return Boolean.parseBoolean(headers.getFirst(DEGRADED_HEADER)) ? DEGRADED : OK;
        }
        return switch (status.value()) {
            case 502, 504 -> DEPENDENCY;
            case 503 -> headers.containsHeader(HttpHeaders.RETRY_AFTER) ? CAPACITY : DEPENDENCY;
            default -> status.is4xxClientError() ? CALLER : INTERNAL;
        };
    }

    /** Returns the outcome of a request that failed. */
    public static Outcome ofFailure(Throwable failure) {
        if (isCallerGone(failure)) {
            return CANCELLED;
        }
        return switch (failure) {
            case OutrankException ours -> of(RefusalKind.of(ours));
            case ErrorResponse springs ->
                of(RefusalKind.of(springs.getStatusCode().value()));
            default -> INTERNAL;
        };
    }

    private static Outcome of(RefusalKind kind) {
        return kind == RefusalKind.TOO_MANY_REQUESTS ? CALLER : of(kind.category());
    }

    private static Outcome of(FailureCategory category) {
        return switch (category) {
            case CALLER -> CALLER;
            case CAPACITY -> CAPACITY;
            case DEPENDENCY -> DEPENDENCY;
            case INTERNAL -> INTERNAL;
        };
    }

    /** Spring judges by the innermost cause, which for our own failures is what happened behind the gateway. */
    static boolean isCallerGone(Throwable failure) {
        return !(failure instanceof OutrankException)
                && DisconnectedClientHelper.isClientDisconnectedException(failure);
    }

    /** Returns what metrics call it. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
