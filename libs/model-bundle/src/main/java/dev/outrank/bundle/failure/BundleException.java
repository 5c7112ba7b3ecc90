package dev.outrank.bundle.failure;

import org.jspecify.annotations.Nullable;

/**
 * A bundle, plan or packed shard is not what its format page says.
 *
 * <p>Messages name the file, the field, the value and what was expected.
 */
public final class BundleException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a refusal. */
    public BundleException(String message) {
        super(message);
    }

    /** Makes a refusal that something lower down caused. */
    public BundleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
