package dev.outrank.lookup;

import dev.outrank.bundle.failure.CallerException;
import org.jspecify.annotations.Nullable;

/** A frame, or what was to become one, is not what {@code docs/format/lookup-protocol.md} says. */
public final class FrameException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a refusal with a message of the form {@code field: value (expected: constraint)}. */
    public FrameException(String message) {
        super(message, null);
    }

    /** Makes a refusal that something lower down caused. */
    public FrameException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
