package dev.outrank.bundle.memory;

/**
 * Some addresses of this process.
 *
 * @param begin the first
 * @param end the one after the last
 */
public record AddressRange(long begin, long end) {

    public AddressRange {
        if (end < begin) {
            throw new IllegalArgumentException("end: " + end + " (expected: at least " + begin + ", the begin)");
        }
    }

    /** Returns the number of addresses that are also in {@code [otherBegin, otherEnd)}. */
    long overlap(long otherBegin, long otherEnd) {
        return Math.max(0, Math.min(end, otherEnd) - Math.max(begin, otherBegin));
    }
}
