package dev.outrank.config.rollout;

import dev.outrank.registry.report.ValueBuckets;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many values fell into each of the {@link ValueBuckets}. Within a bucket they are taken to lie evenly.
 *
 * @param counts above 0, by bucket
 */
record BucketCounts(NavigableMap<Integer, Long> counts) {

    static final BucketCounts NONE = new BucketCounts(Collections.emptyNavigableMap());

    BucketCounts {
        counts = Collections.unmodifiableNavigableMap(counts);
    }

    /** Returns the counts of a report. */
    static BucketCounts of(Map<Integer, Long> reported) {
        NavigableMap<Integer, Long> counts = new TreeMap<>();
        reported.forEach((bucket, count) -> {
            if (count > 0) {
                counts.put(bucket, count);
            }
        });
        return new BucketCounts(counts);
    }

    BucketCounts plus(BucketCounts other) {
        NavigableMap<Integer, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
        return new BucketCounts(sum);
    }

    /** Returns what came on top of {@code before}, which must be {@link #contains contained}. */
    BucketCounts minus(BucketCounts before) {
        NavigableMap<Integer, Long> rest = new TreeMap<>();
        counts.forEach((bucket, count) -> {
            long more = count - before.count(bucket);
            if (more > 0) {
                rest.put(bucket, more);
            }
        });
        return new BucketCounts(rest);
    }

    /** Returns whether no bucket has fewer than it has in {@code before}. */
    boolean contains(BucketCounts before) {
        return before.counts.entrySet().stream().allMatch(entry -> count(entry.getKey()) >= entry.getValue());
    }

    private long count(int bucket) {
        return counts.getOrDefault(bucket, 0L);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the value that a share of {@code quantile} of all lies below; 0 where there are none. For values that are not negative. */
    double quantile(double quantile) {
        double left = quantile * total();
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            if (left <= entry.getValue()) {
                double begin = begin(entry.getKey());
                return begin + (end(entry.getKey()) - begin) * left / entry.getValue();
            }
            left -= entry.getValue();
        }
        return 0;
    }

    /** Returns how many are above a value, with the part that lies above it of the bucket that it is in. For values that are not negative. */
    double above(double value) {
        double above = 0;
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            double begin = begin(entry.getKey());
            double end = end(entry.getKey());
            double share = value <= begin ? 1 : value >= end ? 0 : (end - value) / (end - begin);
            above += share * entry.getValue();
        }
        return above;
    }

    private static double begin(int bucket) {
        float bound = ValueBuckets.bound(bucket);
        return Float.isFinite(bound) ? bound : Float.MAX_VALUE;
    }

    private static double end(int bucket) {
        return bucket == ValueBuckets.COUNT - 1 ? Float.MAX_VALUE : begin(bucket + 1);
    }
}
