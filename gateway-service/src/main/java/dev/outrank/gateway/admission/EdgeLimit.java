package dev.outrank.gateway.admission;

import com.netflix.concurrency.limits.limit.AIMDLimit;
import dev.outrank.lookup.Priority;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in while fewer are inside than have been shown to be too many. Thread-safe.
 *
 * <p>Ranking's refusals begin an overload. While it lasts the limit follows two signs of too much, those refusals and event loops that are late; it is over once nobody had to be
 * refused for a while. Late loops alone begin none: something else may use the processors for a while, and what comes can still be answered.
 */
final class EdgeLimit {

    /** Of too much, ten times a second at most: those that were sent together are refused together. About a round trip under load. */
    private static final long ONE_SIGN_NANOS = Duration.ofMillis(100).toNanos();

    /** How late loops are that have more to do than they can: below it, they are never so for long. CoDel's target (RFC 8289). */
    private static final double LATE_NANOS = Duration.ofMillis(5).toNanos();

    private static final double BACKOFF = 0.8;
    private static final int SPARED_SHARE = 10;

    private final AdmissionProperties properties;
    private final long overAfterNanos;
    private final DoubleSupplier loopDelayNanos;
    private final LongSupplier nanoTime;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<@Nullable Overload> overload = new AtomicReference<>();

    /** One overload, from the first refusal to the last. */
    private static final class Overload {

        private final AIMDLimit limit;
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicLong lastSignNanos;
        private volatile long lastRefusalNanos;

        Overload(AIMDLimit limit, long nowNanos) {
            this.limit = limit;
            this.lastSignNanos = new AtomicLong(nowNanos);
            this.lastRefusalNanos = nowNanos;
        }

        void shrink(int inside, long nowNanos) {
            long last = lastSignNanos.get();
            if (nowNanos - last >= ONE_SIGN_NANOS && lastSignNanos.compareAndSet(last, nowNanos)) {
                limit.onSample(0, 1, inside, true);
            }
        }

        /** Grows by one for as many answers as the limit lets in, which is a round trip of all of them. */
        void answered(int inside) {
            if (answers.incrementAndGet() >= limit.getLimit()) {
                answers.set(0);
                limit.onSample(0, 1, inside, false);
            }
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
        this.overAfterNanos = properties.overAfter().toNanos();
        this.loopDelayNanos = loopDelayNanos;
        this.nanoTime = nanoTime;
    }

    /** Lets one request in, which leaves by one of the other methods; returns false where there is no room for its priority. */
    boolean tryEnter(Priority priority) {
        long now = nanoTime.getAsLong();
        Overload current = current(now);
        int limit = current == null ? properties.most() : current.limit.getLimit();
        if (inFlight.incrementAndGet() <= share(priority, limit)) {
            return true;
        }
        inFlight.decrementAndGet();
        if (current != null) {
            current.lastRefusalNanos = now;
        }
        return false;
    }

    /** Returns the overload that lasts; null where there is none. */
    private @Nullable Overload current(long nowNanos) {
        Overload last = overload.get();
        if (last == null || nowNanos - last.lastRefusalNanos < overAfterNanos) {
            return last;
        }
        return overload.compareAndSet(last, null) ? null : overload.get();
    }

    private static int share(Priority priority, int limit) {
        return switch (priority) {
            case CRITICAL -> limit;
            case NORMAL -> limit - limit / SPARED_SHARE;
            case SHEDDABLE -> Math.max(1, limit / 2);
        };
    }

    /** It was answered. */
    void answered() {
        int inside = inFlight.getAndDecrement();
        long now = nanoTime.getAsLong();
        Overload current = current(now);
        if (current == null) {
            return;
        }
        if (loopDelayNanos.getAsDouble() > LATE_NANOS) {
            current.shrink(inside, now);
        } else {
            current.answered(inside);
        }
    }

    /** Ranking had no room for it. */
    void refused() {
        int inside = inFlight.getAndDecrement();
        long now = nanoTime.getAsLong();
        Overload current = current(now);
        if (current == null) {
            overload.compareAndSet(null, new Overload(begin(inside / 2), now));
        } else {
            current.lastRefusalNanos = now;
            current.shrink(inside, now);
        }
    }

    private AIMDLimit begin(int limit) {
        return AIMDLimit.newBuilder()
                .initialLimit(Math.clamp(limit, properties.least(), properties.most()))
                .minLimit(properties.least())
                .maxLimit(properties.most())
                .backoffRatio(BACKOFF)
                .build();
    }

    /** It ended for another reason. */
    void left() {
        inFlight.decrementAndGet();
    }

    /** Returns how many requests are inside. */
    int inFlight() {
        return inFlight.get();
    }

    /** Returns how many may be. */
    int limit() {
        Overload current = current(nanoTime.getAsLong());
        return current == null ? properties.most() : current.limit.getLimit();
    }
}
