package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.FailureCategory;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Every way in which a request can fail, with its HTTP status. */
public enum FailureKind {
    MALFORMED_JSON(FailureCategory.CALLER, HttpStatus.BAD_REQUEST, "Malformed JSON"),
    INVALID_INPUT(FailureCategory.CALLER, HttpStatus.BAD_REQUEST, "Invalid input"),
    NOT_FOUND(FailureCategory.CALLER, HttpStatus.NOT_FOUND, "Not found"),
    UNKNOWN_MODEL(FailureCategory.CALLER, HttpStatus.NOT_FOUND, "Unknown model"),
    METHOD_NOT_ALLOWED(FailureCategory.CALLER, HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
    PAYLOAD_TOO_LARGE(FailureCategory.CALLER, HttpStatus.CONTENT_TOO_LARGE, "Payload too large"),
    UNSUPPORTED_MEDIA_TYPE(FailureCategory.CALLER, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
    NON_FINITE_SCORE(FailureCategory.CALLER, HttpStatus.UNPROCESSABLE_CONTENT, "Scores beyond float32"),
    OVERLOADED(FailureCategory.CAPACITY, HttpStatus.SERVICE_UNAVAILABLE, "Overloaded"),
    MODEL_NOT_READY(FailureCategory.DEPENDENCY, HttpStatus.SERVICE_UNAVAILABLE, "Model not ready"),
    SHARD_UNAVAILABLE(FailureCategory.DEPENDENCY, HttpStatus.SERVICE_UNAVAILABLE, "Shard unavailable"),
    DEPENDENCY_FAILED(FailureCategory.DEPENDENCY, HttpStatus.SERVICE_UNAVAILABLE, "Dependency failed"),
    DEADLINE_EXCEEDED(FailureCategory.DEPENDENCY, HttpStatus.GATEWAY_TIMEOUT, "Deadline exceeded"),
    INTERNAL(FailureCategory.INTERNAL, HttpStatus.INTERNAL_SERVER_ERROR, "Internal error");

    private final FailureCategory category;
    private final HttpStatus status;
    private final String title;

    FailureKind(FailureCategory category, HttpStatus status, String title) {
        this.category = category;
        this.status = status;
        this.title = title;
    }

    /** Returns whose doing it is. */
    public FailureCategory category() {
        return category;
    }

    /** Returns the HTTP status. */
    public HttpStatus status() {
        return status;
    }

    /** Returns a few words that are the same for every occurrence. */
    public String title() {
        return title;
    }

    /** Returns the identifier of the problem type (RFC 9457 section 3.1.1). */
    public String type() {
        return "urn:outrank:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
