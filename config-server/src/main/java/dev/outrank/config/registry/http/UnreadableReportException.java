package dev.outrank.config.registry.http;

import dev.outrank.bundle.failure.CallerException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;

/** A body is no report. */
final class UnreadableReportException extends CallerException {

    private static final long serialVersionUID = 1L;

    private final transient UnreadableBody body;

    private UnreadableReportException(UnreadableBody body) {
        super(body.detail());
        this.body = body;
    }

    static UnreadableReportException tooLarge(int most) {
        return new UnreadableReportException(new UnreadableBody(
                HttpStatus.CONTENT_TOO_LARGE, "body: too large (expected: at most " + most + " bytes)", null));
    }

    static UnreadableReportException because(@Nullable JacksonException cause) {
        return new UnreadableReportException(UnreadableBody.of(cause));
    }

    /** Returns why, in words for the caller. */
    UnreadableBody body() {
        return body;
    }
}
