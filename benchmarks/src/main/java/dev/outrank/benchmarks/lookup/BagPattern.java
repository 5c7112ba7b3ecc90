package dev.outrank.benchmarks.lookup;

import dev.outrank.bundle.bags.Bags;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Which bags a lookup asks for. */
public enum BagPattern {
    /** All different. */
    DISTINCT,
    /** One and the same: the user's, beside each candidate. */
    EQUAL,
    /** Two in turn: the same rows in the same caches as {@link #EQUAL}, but no bag repeats the one before. The baseline of deduplication. */
    ALTERNATING;

    Bags bags(int count, int idsABag, int rows) {
        int[] lengths = new int[count];
        Arrays.fill(lengths, idsABag);
        long[] ids = new long[count * idsABag];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < ids.length; i++) {
            int repeated =
                    switch (this) {
                        case DISTINCT -> i;
                        case EQUAL -> i % idsABag;
                        case ALTERNATING -> i % (2 * idsABag);
                    };
            ids[i] = repeated < i ? ids[repeated] : random.nextLong(rows);
        }
        return Bags.ofLengths(lengths, ids, null);
    }
}
