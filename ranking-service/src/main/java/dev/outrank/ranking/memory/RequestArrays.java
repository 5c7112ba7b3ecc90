package dev.outrank.ranking.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of one request. Each is at least as long as asked for, and what it holds at first is undefined. For one thread at a time.
 */
public final class RequestArrays {

    /** About what a request of 26 sparse features takes. */
    private static final int FIRST_CAPACITY = 64;

    private static final @Nullable Object[] NOTHING = {};

    private final @Nullable ArrayPool pool;
    private @Nullable Object[] lent = NOTHING;
    private int count;

    private RequestArrays(@Nullable ArrayPool pool) {
        this.pool = pool;
    }

    static RequestArrays of(ArrayPool pool) {
        return new RequestArrays(pool);
    }

    /** Returns arrays that are made for this request alone and have the lengths asked for. */
    static RequestArrays unpooled() {
        return new RequestArrays(null);
    }

    /** Returns an array of at least this length, until the request has ended. */
    public long[] longs(int atLeast) {
        return pool == null ? new long[atLeast] : noted(pool, pool.longs(atLeast));
    }

    /** Returns an array of at least this length, until the request has ended. */
    public int[] ints(int atLeast) {
        return pool == null ? new int[atLeast] : noted(pool, pool.ints(atLeast));
    }

    /** Returns an array of at least this length, until the request has ended. */
    public float[] floats(int atLeast) {
        return pool == null ? new float[atLeast] : noted(pool, pool.floats(atLeast));
    }

    /** Returns an array of at least this length, until the request has ended. */
    public byte[] bytes(int atLeast) {
        return pool == null ? new byte[atLeast] : noted(pool, pool.bytes(atLeast));
    }

    private <A> A noted(ArrayPool from, A array) {
        if (count == lent.length) {
            @Nullable Object[] full = lent;
            lent = from.list(Math.max(FIRST_CAPACITY, 2 * count));
            System.arraycopy(full, 0, lent, 0, count);
            putAway(from, full);
        }
        lent[count++] = array;
        return array;
    }

    private void putAway(ArrayPool to, @Nullable Object[] list) {
        if (list.length > 0) {
            Arrays.fill(list, 0, count, null);
            to.giveBack(list);
        }
    }

    /** Gives one array back before the others; the caller must not touch it afterwards. */
    @SuppressWarnings("ReferenceEquality") // The very array is meant.
    public void giveBack(Object array) {
        for (int i = count - 1; i >= 0 && pool != null; i--) {
            if (lent[i] == array) {
                lent[i] = lent[--count];
                lent[count] = null;
                pool.giveBack(array);
                return;
            }
        }
    }

    void giveAllBack() {
        for (int i = 0; i < count && pool != null; i++) {
            Object array = lent[i];
            if (array != null) {
                pool.giveBack(array);
            }
        }
        forget();
    }

    void forget() {
        if (pool != null) {
            putAway(pool, lent);
        }
        lent = NOTHING;
        count = 0;
    }
}
