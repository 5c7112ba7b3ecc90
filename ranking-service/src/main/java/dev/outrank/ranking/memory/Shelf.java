package dev.outrank.ranking.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Idle arrays of one type, by their length. Thread-safe; the last array put back is the first to go out again, since caches still hold it. */
final class Shelf<A> {

    /** Shorter arrays cost less to make than to keep. */
    static final int MIN_LENGTH = 64;

    /** Longer arrays are made and dropped. */
    static final int MAX_LENGTH = 1 << 26;

    private final IntFunction<A> maker;
    private final int elementBytes;
    private final AtomicLong idleBytes;
    private final long maxIdleBytes;

    /** By log2 of the length; each guarded by itself. */
    private final List<ArrayDeque<A>> byLength = new ArrayList<>();

    Shelf(IntFunction<A> maker, int elementBytes, AtomicLong idleBytes, long maxIdleBytes) {
        this.maker = maker;
        this.elementBytes = elementBytes;
        this.idleBytes = idleBytes;
        this.maxIdleBytes = maxIdleBytes;
        for (int log = 0; log <= log(MAX_LENGTH); log++) {
            byLength.add(new ArrayDeque<>());
        }
    }

    /** Returns an array of at least this length. */
    A take(int atLeast) {
        if (atLeast > MAX_LENGTH) {
            return maker.apply(atLeast);
        }
        int log = log(Math.max(atLeast, MIN_LENGTH));
        ArrayDeque<A> idle = byLength.get(log);
        @Nullable A array;
        synchronized (idle) {
            array = idle.pollFirst();
        }
        if (array == null) {
            return maker.apply(1 << log);
        }
        idleBytes.addAndGet(-bytes(1 << log));
        return array;
    }

    /** Takes an array back, or lets it go where the pool is full. */
    void giveBack(A array, int length) {
        long bytes = bytes(length);
        if (length > MAX_LENGTH || idleBytes.addAndGet(bytes) > maxIdleBytes) {
            if (length <= MAX_LENGTH) {
                idleBytes.addAndGet(-bytes);
            }
            return;
        }
        ArrayDeque<A> idle = byLength.get(log(length));
        synchronized (idle) {
            idle.addFirst(array);
        }
    }

    private long bytes(int length) {
        return (long) elementBytes * length;
    }

    private static int log(int length) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(length - 1);
    }
}
