package dev.outrank.gateway.error;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.FailureCategory;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.gateway.body.BodyTooLargeException;
import dev.outrank.gateway.client.ClientLimitException;
import dev.outrank.gateway.deadline.DeadlineExceededException;
import dev.outrank.gateway.replica.AnswerLostException;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Every way in which the gateway itself can refuse a request. The names that ranking has too mean the same there. */
enum RefusalKind {
    INVALID_INPUT(FailureCategory.CALLER, HttpStatus.BAD_REQUEST, "Invalid input"),
    NOT_FOUND(FailureCategory.CALLER, HttpStatus.NOT_FOUND, "Not found"),
    METHOD_NOT_ALLOWED(FailureCategory.CALLER, HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
    PAYLOAD_TOO_LARGE(FailureCategory.CALLER, HttpStatus.CONTENT_TOO_LARGE, "Payload too large"),
    TOO_MANY_REQUESTS(FailureCategory.CAPACITY, HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    OVERLOADED(FailureCategory.CAPACITY, HttpStatus.SERVICE_UNAVAILABLE, "Overloaded"),
    SERVICE_UNREACHABLE(FailureCategory.DEPENDENCY, HttpStatus.SERVICE_UNAVAILABLE, "Service unreachable"),
    ANSWER_LOST(FailureCategory.DEPENDENCY, HttpStatus.BAD_GATEWAY, "Answer lost"),
    DEADLINE_EXCEEDED(FailureCategory.DEPENDENCY, HttpStatus.GATEWAY_TIMEOUT, "Deadline exceeded"),
    INTERNAL(FailureCategory.INTERNAL, HttpStatus.INTERNAL_SERVER_ERROR, "Internal error");

    private final FailureCategory category;
    private final HttpStatus status;
    private final String title;

    RefusalKind(FailureCategory category, HttpStatus status, String title) {
        this.category = category;
        this.status = status;
        this.title = title;
    }

    static RefusalKind of(OutrankException failure) {
        return switch (failure) {
            case BodyTooLargeException tooLarge -> PAYLOAD_TOO_LARGE;
            case CallerException caller -> INVALID_INPUT;
            case ClientLimitException tooMany -> TOO_MANY_REQUESTS;
            case CapacityException capacity -> OVERLOADED;
            case DeadlineExceededException late -> DEADLINE_EXCEEDED;
            case AnswerLostException lost -> ANSWER_LOST;
            case DependencyException dependency -> SERVICE_UNREACHABLE;
            case InternalException internal -> INTERNAL;
        };
    }

    /** Returns the kind of a refusal by Spring itself. */
    static RefusalKind of(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            default -> status < 500 ? INVALID_INPUT : INTERNAL;
        };
    }

    FailureCategory category() {
        return category;
    }

    HttpStatus status() {
        return status;
    }

    /** Returns a few words that are the same for every occurrence. */
    String title() {
        return title;
    }

    /** Returns the identifier of the problem type (RFC 9457 section 3.1.1). */
    String type() {
        return "urn:outrank:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
