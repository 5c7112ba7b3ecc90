package dev.outrank.registry.report;

/**
 * The buckets in which latencies and scores are counted: eight for each power of two, so that a bucket is at most an eighth of its lower bound wide.
 *
 * <p>A bucket is the upper 12 bits of a float32 (sign, exponent, three bits of the fraction), ordered as the values are. Two processes count alike without having agreed on a range.
 */
public final class ValueBuckets {

    /** How many there are. */
    public static final int COUNT = 1 << 12;

    private static final int SHIFT = Float.SIZE - 12;
    private static final int NEGATIVE = COUNT / 2;

    private ValueBuckets() {}

    /** Returns the bucket of a value, 0 to {@link #COUNT} - 1, greater for greater values; NaN has one above that of infinity. */
    public static int of(float value) {
        int bits = Float.floatToIntBits(value) >>> SHIFT;
        return bits < NEGATIVE ? bits + NEGATIVE : COUNT - 1 - bits;
    }

    /** Returns the value where a bucket begins, or for negative values ends: the one of the smallest magnitude. */
    public static float bound(int bucket) {
        int bits = bucket >= NEGATIVE ? bucket - NEGATIVE : COUNT - 1 - bucket;
        return Float.intBitsToFloat(bits << SHIFT);
    }
}
