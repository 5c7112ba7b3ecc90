package dev.outrank.lookup;

/**
 * What a shard spent on one request, by its own clock: network time at the caller is its waiting time minus the total of these.
 *
 * @param queueNanos waiting for a pooling thread
 * @param decodeNanos reading and checking the request
 * @param poolNanos checking ids and pooling rows
 * @param encodeNanos laying out the answer and its checksum
 */
public record ShardTimings(long queueNanos, long decodeNanos, long poolNanos, long encodeNanos) {

    /** No time at all. */
    public static final ShardTimings NONE = new ShardTimings(0, 0, 0, 0);

    public ShardTimings {
        if (queueNanos < 0 || decodeNanos < 0 || poolNanos < 0 || encodeNanos < 0) {
            throw new FrameException("timings: " + queueNanos + ", " + decodeNanos + ", " + poolNanos + ", "
                    + encodeNanos + " (expected: at least 0)");
        }
    }

    /** Returns the time from arrival to answer. */
    public long totalNanos() {
        return queueNanos + decodeNanos + poolNanos + encodeNanos;
    }
}
