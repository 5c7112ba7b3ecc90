package dev.outrank.ranking.request;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.ranking.memory.RequestArrays;
import org.jspecify.annotations.Nullable;

/**
 * Repeats what there is once.
 *
 * @param times how often, at least 1
 * @param arrays where the repeated values go
 */
record Repetition(int times, RequestArrays arrays) {

    /** Returns {@code [times, width]} equal rows. */
    float[] of(float[] row, int width) {
        float[] rows = arrays.floats(length(width));
        repeat(row, rows, width);
        return rows;
    }

    /** Returns {@code times} bags that equal the one. */
    Bags of(Bags one) {
        int count = one.idCount();
        long[] ids = arrays.longs(length(count));
        int[] offsets = arrays.ints(times + 1);
        for (int bag = 0; bag <= times; bag++) {
            offsets[bag] = bag * count;
        }
        repeat(one.ids(), ids, count);
        float @Nullable [] weights = one.weights();
        return new Bags(times, offsets, ids, weights == null ? null : of(weights, count));
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // Both are arrays of one primitive type.
    private void repeat(Object one, Object many, int length) {
        for (int i = 0; i < times; i++) {
            System.arraycopy(one, 0, many, i * length, length);
        }
    }

    private int length(int once) {
        long length = (long) once * times;
        if (length > Integer.MAX_VALUE) {
            throw new PayloadTooLargeException("user: " + once + " values for each of " + times
                    + " candidates (expected: fewer; they are repeated, since user-once is off)");
        }
        return (int) length;
    }
}
