package dev.outrank.gateway.admission;

import dev.outrank.lookup.Priority;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in while fewer are inside than have been shown to be too many. Thread-safe.
 *
 * <p>An overload begins where ranking refuses a tenth of what ends in a tenth of a second; fewer are the matter of whoever chooses among replicas. While it
 * lasts the limit follows two signs of too much, ranking's refusals and event loops that are late, by TCP's rule (RFC 5681): it shrinks by a share for each sign, and grows by one
 * a round trip while it is too small for somebody. It is over once nobody had to be refused for a while, here or by ranking. Late loops alone begin none, and
 * count for ten times that while only: something else may use the processors, and what comes can still be answered.
 */
final class EdgeLimit {

    /** Between two signs, since those that were sent together are refused together. About a round trip under load. */
    private static final long WINDOW_NANOS = Duration.ofMillis(100).toNanos();

    /** Of what ends in a window. */
    private static final int REFUSED_SHARE = 10;

    /** How late loops are that have more to do than they can: CoDel's target (RFC 8289). */
    private static final double LATE_NANOS = Duration.ofMillis(5).toNanos();

    private static final int LATE_COUNTS_FOR = 10;

    /** TCP's CUBIC takes 0.7 (RFC 9438), Reno 0.5: signs come more often here than once a round trip. */
    private static final double BACKOFF = 0.8;

    /** No overload begins with less, so that where hardly anything is inside a single refusal shuts nobody out. */
    private static final int LEAST_AT_FIRST = 16;

    private static final int SPARED_SHARE = 10;
    private static final int ENTERED = -1;

    private final AdmissionProperties properties;
    private final DoubleSupplier loopDelayNanos;
    private final LongSupplier nanoTime;

    // All below is guarded by this.
    private int inFlight;
    private @Nullable Overload overload;
    private long windowNanos;
    private int ended;
    private int refused;

    /** One overload, from the first sign to the last refusal. */
    private static final class Overload {

        private int limit;
        private int answers;
        private boolean tooSmall;
        private long lastSignNanos;
        private long lastRefusalNanos;
        private long lastByRankingNanos;

        Overload(int limit, long nowNanos) {
            this.limit = limit;
            this.lastSignNanos = nowNanos;
            this.lastRefusalNanos = nowNanos;
            this.lastByRankingNanos = nowNanos;
        }
    }

    /**
     * Makes a limit that nothing is known for.
     *
     * @param loopDelayNanos how late event loops are
     * @param nanoTime like {@link System#nanoTime()}
     */
    EdgeLimit(AdmissionProperties properties, DoubleSupplier loopDelayNanos, LongSupplier nanoTime) {
        this.properties = properties;
        this.loopDelayNanos = loopDelayNanos;
        this.nanoTime = nanoTime;
        this.windowNanos = nanoTime.getAsLong();
    }

    /**
     * Lets one request in, which leaves by one of the other methods.
     *
     * @throws GatewayOverloadedException where there is no room for its priority
     */
    void enter(Priority priority) {
        int room = tryEnter(priority);
        if (room != ENTERED) {
            throw new GatewayOverloadedException(room, priority);
        }
    }

    /** Returns {@link #ENTERED}, or how many may be inside. */
    private synchronized int tryEnter(Priority priority) {
        long now = nanoTime.getAsLong();
        Overload current = current(now);
        int room = share(priority, current == null ? properties.most() : current.limit);
        if (inFlight >= room) {
            if (current != null) {
                current.lastRefusalNanos = now;
                current.tooSmall = true;
            }
            return room;
        }
        inFlight++;
        return ENTERED;
    }

    /** Returns how much of a limit the requests of a priority may use: something is left for those above it, but in a limit of one. */
    private static int share(Priority priority, int limit) {
        return switch (priority) {
            case CRITICAL -> limit;
            case NORMAL -> Math.max(1, limit - Math.max(1, limit / SPARED_SHARE));
            case SHEDDABLE -> Math.max(1, limit / 2);
        };
    }

    /** It was answered. */
    synchronized void answered() {
        long now = nanoTime.getAsLong();
        left();
        count(false, now);
        Overload current = current(now);
        if (current == null) {
            return;
        }
        boolean lateCounts = now - current.lastByRankingNanos < LATE_COUNTS_FOR * overAfterNanos();
        if (lateCounts && loopDelayNanos.getAsDouble() > LATE_NANOS) {
            shrink(current, now);
        } else if (++current.answers >= current.limit) {
            current.answers = 0;
            current.limit = Math.min(properties.most(), current.limit + (current.tooSmall ? 1 : 0));
            current.tooSmall = false;
        }
    }

    /** Ranking had no room for it. That it has none for the sheddable says nothing about others. */
    synchronized void refused(Priority priority) {
        int inside = inFlight;
        long now = nanoTime.getAsLong();
        left();
        if (priority == Priority.SHEDDABLE) {
            return;
        }
        count(true, now);
        Overload current = current(now);
        if (current != null) {
            current.lastRefusalNanos = now;
        }
        if (refused * REFUSED_SHARE < ended) {
            return;
        }
        if (current == null) {
            overload = new Overload(Math.clamp(inside / 2, least(LEAST_AT_FIRST), properties.most()), now);
        } else {
            current.lastByRankingNanos = now;
            shrink(current, now);
        }
    }

    private int least(int wanted) {
        return Math.min(properties.most(), Math.max(properties.least(), wanted));
    }

    private void shrink(Overload current, long nowNanos) {
        if (nowNanos - current.lastSignNanos >= WINDOW_NANOS) {
            current.lastSignNanos = nowNanos;
            current.answers = 0;
            current.limit = Math.max(properties.least(), (int) (BACKOFF * current.limit));
        }
    }

    private void count(boolean isRefusal, long nowNanos) {
        if (nowNanos - windowNanos >= WINDOW_NANOS) {
            windowNanos = nowNanos;
            ended = 0;
            refused = 0;
        }
        ended++;
        refused += isRefusal ? 1 : 0;
    }

    /** Returns the overload that lasts; null where there is none. */
    private @Nullable Overload current(long nowNanos) {
        if (overload != null && nowNanos - overload.lastRefusalNanos >= overAfterNanos()) {
            overload = null;
        }
        return overload;
    }

    private long overAfterNanos() {
        return properties.overAfter().toNanos();
    }

    /** It ended for another reason. */
    synchronized void left() {
        inFlight--;
    }

    /** Returns how many requests are inside. */
    synchronized int inFlight() {
        return inFlight;
    }

    /** Returns how many may be. */
    synchronized int limit() {
        Overload current = current(nanoTime.getAsLong());
        return current == null ? properties.most() : current.limit;
    }
}
