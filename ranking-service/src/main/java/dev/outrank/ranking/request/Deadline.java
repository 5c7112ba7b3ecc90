package dev.outrank.ranking.request;

import java.time.Duration;

/** A point in time on this machine's monotonic clock, after which an answer is of no use. Immutable. */
public final class Deadline {

    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    /** Returns the deadline that comes {@code remaining} from now; zero and less have passed already. */
    public static Deadline after(Duration remaining) {
        return new Deadline(System.nanoTime() + remaining.toNanos());
    }

    /** Returns the time that is left, zero where none is. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0L, atNanos - System.nanoTime()));
    }

    /** Returns whether no time is left. */
    public boolean expired() {
        return atNanos - System.nanoTime() <= 0;
    }
}
