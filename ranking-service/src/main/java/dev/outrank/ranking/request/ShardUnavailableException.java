package dev.outrank.ranking.request;

import dev.outrank.bundle.failure.DependencyException;
import org.jspecify.annotations.Nullable;

/**
 * An embedding service did not answer for its shard; HTTP 503.
 *
 * <p>Messages begin with the name of the shard's service: {@code embedding-2: connection refused (expected: …)}.
 */
public final class ShardUnavailableException extends DependencyException {

    private static final long serialVersionUID = 1L;

    /** Makes a failure with a message of the form {@code name: value (expected: constraint)}. */
    public ShardUnavailableException(String message) {
        super(message);
    }

    /** Makes a failure and keeps what caused it. */
    public ShardUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
