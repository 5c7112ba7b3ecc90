package dev.outrank.workbench.checked;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What came back for a request. */
public sealed interface Reply {

    /** An HTTP answer. Keeps the body without a copy. */
    final class Answer implements Reply {

        private static final int OK = 200;

        private final int status;
        private final @Nullable String retryAfter;
        private final byte[] body;

        /** Makes an answer; keeps the body itself. */
        public Answer(int status, @Nullable String retryAfter, byte[] body) {
            this.status = status;
            this.retryAfter = retryAfter;
            this.body = body;
        }

        /** Returns whether the status is 200. */
        public boolean isOk() {
            return status == OK;
        }

        public int status() {
            return status;
        }

        public @Nullable String retryAfter() {
            return retryAfter;
        }

        /** Returns the body, the array itself. */
        public byte[] body() {
            return body;
        }

        public String text() {
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
