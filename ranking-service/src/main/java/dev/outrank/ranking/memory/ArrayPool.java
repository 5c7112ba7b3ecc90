package dev.outrank.ranking.memory;

import dev.outrank.bundle.failure.InternalException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps primitive arrays for the next requests, up to a number of bytes. Thread-safe.
 *
 * <p>Arrays have lengths of powers of two; what they hold when they are lent is undefined.
 */
public final class ArrayPool {

    /** Of a reference, compressed. */
    private static final int REFERENCE_BYTES = 4;

    private final AtomicLong idleBytes = new AtomicLong();
    private final Shelf<long[]> longs;
    private final Shelf<int[]> ints;
    private final Shelf<float[]> floats;
    private final Shelf<byte[]> bytes;
    private final Shelf<Object[]> lists;

    /** Makes a pool that keeps at most {@code maxIdleBytes}, at least 0; with 0 it keeps nothing. */
    public ArrayPool(long maxIdleBytes) {
        if (maxIdleBytes < 0) {
            throw new InternalException("array pool: " + maxIdleBytes + " bytes (expected: at least 0)");
        }
        longs = new Shelf<>(long[]::new, Long.BYTES, idleBytes, maxIdleBytes);
        ints = new Shelf<>(int[]::new, Integer.BYTES, idleBytes, maxIdleBytes);
        floats = new Shelf<>(float[]::new, Float.BYTES, idleBytes, maxIdleBytes);
        bytes = new Shelf<>(byte[]::new, Byte.BYTES, idleBytes, maxIdleBytes);
        lists = new Shelf<>(Object[]::new, REFERENCE_BYTES, idleBytes, maxIdleBytes);
    }

    long[] longs(int atLeast) {
        return longs.take(atLeast);
    }

    int[] ints(int atLeast) {
        return ints.take(atLeast);
    }

    float[] floats(int atLeast) {
        return floats.take(atLeast);
    }

    byte[] bytes(int atLeast) {
        return bytes.take(atLeast);
    }

    /** Returns an array of nulls. */
    Object[] list(int atLeast) {
        return lists.take(atLeast);
    }

    /** Takes back an array that this pool lent; a list holds nothing but nulls. */
    void giveBack(Object array) {
        switch (array) {
            case long[] lent -> longs.giveBack(lent, lent.length);
            case int[] lent -> ints.giveBack(lent, lent.length);
            case float[] lent -> floats.giveBack(lent, lent.length);
            case byte[] lent -> bytes.giveBack(lent, lent.length);
            case Object[] lent -> lists.giveBack(lent, lent.length);
            default -> throw new InternalException("array: " + array.getClass() + " (expected: one of this pool)");
        }
    }

    /** Returns the bytes that are kept now. */
    public long idleBytes() {
        return idleBytes.get();
    }
}
