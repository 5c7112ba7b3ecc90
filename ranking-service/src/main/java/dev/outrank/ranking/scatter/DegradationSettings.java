package dev.outrank.ranking.scatter;

import java.time.Duration;

/**
 * When a shard whose tables may be defaulted is waited for no longer, so that the nets still have time.
 *
 * @param reserve the most that is kept for them, of the deadline
 * @param reserveShare of what is left of it when the lookups are sent, 0 to less than 1, where that is less
 */
public record DegradationSettings(Duration reserve, double reserveShare) {

    /** Returns the settings where nothing else is said: 20 % of what is left, at most 50 ms. */
    public static DegradationSettings defaults() {
        return new DegradationSettings(Duration.ofMillis(50), 0.2);
    }

    /** Returns how long such a shard is waited for. */
    Duration patience(Duration remaining) {
        long share = (long) (remaining.toNanos() * reserveShare);
        return remaining.minusNanos(Math.min(share, reserve.toNanos()));
    }
}
