package dev.outrank.lookup.connection;

import dev.outrank.bundle.failure.DependencyException;
import org.jspecify.annotations.Nullable;

/** A connection ended, and with it every stream that was open on it. */
public final class LookupConnectionException extends DependencyException {

    private static final long serialVersionUID = 1L;

    /** How a connection ends. */
    public enum Kind {
        /** The peer closed it, or the network did. */
        LOST,
        /** The peer gave no sign of life, or did not take what was written to it. */
        SILENT,
        /** What arrived is no frame, or not an intact one. */
        CORRUPT,
        /** This side closed it. */
        CLOSED
    }

    private final Kind kind;

    LookupConnectionException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Returns how it ended. */
    public Kind kind() {
        return kind;
    }

    static LookupConnectionException lost(@Nullable Throwable cause) {
        String why = cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return new LookupConnectionException(
                Kind.LOST, "connection closed before the answer" + why + " (expected: an answer)", cause);
    }

    static LookupConnectionException corrupt(RuntimeException cause) {
        return new LookupConnectionException(Kind.CORRUPT, "answered no intact frame: " + cause.getMessage(), cause);
    }
}
