package dev.outrank.workbench.chaos;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What came back for a request. */
sealed interface Reply {

    /** An HTTP answer. Keeps the body without a copy. */
    final class Answer implements Reply {

        private final int status;
        private final @Nullable String retryAfter;
        private final byte[] body;

        Answer(int status, @Nullable String retryAfter, byte[] body) {
            this.status = status;
            this.retryAfter = retryAfter;
            this.body = body;
        }

        int status() {
            return status;
        }

        @Nullable
        String retryAfter() {
            return retryAfter;
        }

        byte[] body() {
            return body;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * No answer.
     *
     * @param kind the same for all of its kind
     * @param message what happened
     */
    record Lost(String kind, String message) implements Reply {}
}
