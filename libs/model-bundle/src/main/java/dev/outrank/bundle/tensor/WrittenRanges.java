package dev.outrank.bundle.tensor;

import dev.outrank.bundle.failure.BundleException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which bytes of one tensor have been written. Thread-safe. */
final class WrittenRanges {

    private final String field;
    private final long bytes;
    /** Begin → end of ranges that neither touch nor overlap. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    WrittenRanges(String field, long bytes) {
        this.field = field;
        this.bytes = bytes;
    }

    /** Claims {@code [begin, begin + length)}; each byte can be claimed once. */
    synchronized void claim(long begin, long length) {
        if (begin < 0 || length < 0 || begin > bytes - length) {
            throw new BundleException(field + ": bytes [" + begin + ", " + begin + " + " + length
                    + ") (expected: inside its " + bytes + " bytes)");
        }
        if (length == 0) {
            return;
        }
        long end = begin + length;
        Map.@Nullable Entry<Long, Long> before = ranges.lowerEntry(end);
        if (before != null && before.getValue() > begin) {
            throw new BundleException(field + ": bytes [" + begin + ", " + end
                    + ") overlap what was written before, [" + before.getKey() + ", " + before.getValue()
                    + ") (expected: each byte written once)");
        }
        merge(begin, end, before);
    }

    private void merge(long begin, long end, Map.@Nullable Entry<Long, Long> before) {
        long mergedBegin = before != null && before.getValue() == begin ? before.getKey() : begin;
        Long after = ranges.remove(end);
        ranges.put(mergedBegin, after == null ? end : after);
    }

    synchronized void requireComplete() {
        long next = 0;
        if (!ranges.isEmpty() && ranges.firstKey() == 0) {
            next = ranges.firstEntry().getValue();
        }
        if (next != bytes) {
            Long end = ranges.higherKey(next);
            throw new BundleException(field + ": bytes [" + next + ", " + (end == null ? bytes : end)
                    + ") were never written (expected: all of its " + bytes + " bytes)");
        }
    }
}
