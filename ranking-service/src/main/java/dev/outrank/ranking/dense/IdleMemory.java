package dev.outrank.ranking.dense;

import dev.outrank.bundle.failure.InternalException;
import java.util.concurrent.atomic.AtomicLong;

/** The direct memory that idle workspaces of all versions may hold together. Thread-safe. */
public final class IdleMemory {

    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();

    /** Makes room for {@code maxBytes}, at least 0; with 0 nothing is kept. */
    public IdleMemory(long maxBytes) {
        if (maxBytes < 0) {
            throw new InternalException("idle memory: " + maxBytes + " bytes (expected: at least 0)");
        }
        this.maxBytes = maxBytes;
    }

    /** Returns the bytes that fall to each of so many holders, at least 1. */
    long share(int holders) {
        return maxBytes / holders;
    }

    /** Takes bytes, to be given back by {@link #free}; returns false and takes nothing where there is no room for them. */
    boolean tryHold(long bytes) {
        if (held.addAndGet(bytes) > maxBytes) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void free(long bytes) {
        held.addAndGet(-bytes);
    }

    /** Returns the bytes held now. */
    long heldBytes() {
        return held.get();
    }
}
