package dev.outrank.bundle.memory;

import java.util.Objects;

/**
 * How the rows of a packed shard are held.
 *
 * @param mode mapped, copied, or whichever is better
 * @param readAdvice for mapped rows
 * @param preTouch whether all mapped rows are read into memory before the shard is open; copied rows always are
 * @param lock whether the rows are locked in memory, so that they are never written to swap or dropped; needs {@code RLIMIT_MEMLOCK}
 */
public record MemorySettings(MemoryMode mode, ReadAdvice readAdvice, boolean preTouch, boolean lock) {

    /** A plain mapping: what a tool needs that looks at a shard. */
    public static final MemorySettings PLAIN = new MemorySettings(MemoryMode.MAPPED, ReadAdvice.NORMAL, false, false);

    public MemorySettings {
        Objects.requireNonNull(mode, "mode: null (expected: auto, mapped or copied)");
        Objects.requireNonNull(readAdvice, "readAdvice: null (expected: random, normal or will-need)");
    }

    /** Returns a mode with what a service wants besides: random reads, neither pre-touched nor locked. */
    public static MemorySettings of(MemoryMode mode) {
        return new MemorySettings(mode, ReadAdvice.RANDOM, false, false);
    }
}
