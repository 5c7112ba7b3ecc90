package dev.outrank.ranking.scatter;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.ranking.memory.RequestArrays;
import org.jspecify.annotations.Nullable;

/**
 * Which bags of a request's lookups were sent. Of an answer that comes whole those that are empty are not: zeros stand in for their vectors. A part of a
 * split table is asked so for the few bags that have ids in its range, and not for all.
 *
 * <p>Not thread-safe; arrays belong to the request.
 */
final class SentBags {

    private final int[] @Nullable [] rows;
    private final int[] counts;

    /** Makes room for so many lookups. */
    SentBags(int lookups) {
        rows = new int[lookups][];
        counts = new int[lookups];
    }

    /** Sends all bags. */
    Bags all(int lookup, Bags bags) {
        counts[lookup] = bags.bagCount();
        return bags;
    }

    /** Sends the bags that are not empty: the same where none is, else the same ids with fewer offsets. */
    Bags present(int lookup, Bags bags, RequestArrays arrays) {
        int[] offsets = bags.offsets();
        int count = 0;
        for (int bag = 0; bag < bags.bagCount(); bag++) {
            count += offsets[bag + 1] > offsets[bag] ? 1 : 0;
        }
        if (count == bags.bagCount()) {
            return all(lookup, bags);
        }
        int[] present = arrays.ints(count);
        int[] ends = arrays.ints(count + 1);
        ends[0] = 0;
        int next = 0;
        for (int bag = 0; bag < bags.bagCount(); bag++) {
            if (offsets[bag + 1] > offsets[bag]) {
                present[next++] = bag;
                ends[next] = offsets[bag + 1];
            }
        }
        rows[lookup] = present;
        counts[lookup] = count;
        return new Bags(count, ends, bags.ids(), bags.weights());
    }

    /** Returns how many bags of a lookup were sent. */
    int count(int lookup) {
        return counts[lookup];
    }

    /** Returns the bags that were sent, ascending, in the first {@link #count} elements; null where all were. */
    int @Nullable [] rows(int lookup) {
        return rows[lookup];
    }
}
