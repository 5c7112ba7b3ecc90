package dev.outrank.gateway.admission;

import com.netflix.concurrency.limits.limit.AIMDLimit;
import dev.outrank.lookup.Priority;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets requests in while fewer are inside than ranking has shown that it can take. Thread-safe. */
final class EdgeLimit {

    /** Those that were sent together are refused together: they are one sign of too much, and not many. About a round trip under load. */
    private static final long ONE_SIGN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final double BACKOFF = 0.8;
    private static final double NORMAL_SHARE = 0.9;
    private static final double SHEDDABLE_SHARE = 0.5;

    private final AIMDLimit limit;
    private final LongSupplier nanoTime;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicLong lastSignNanos;

    EdgeLimit(AdmissionProperties properties, LongSupplier nanoTime) {
        this.limit = AIMDLimit.newBuilder()
                .initialLimit(properties.first())
                .minLimit(properties.least())
                .maxLimit(properties.most())
                .backoffRatio(BACKOFF)
                .build();
        this.nanoTime = nanoTime;
        this.lastSignNanos = new AtomicLong(nanoTime.getAsLong() - ONE_SIGN_NANOS);
    }

    /** Lets one request in, which leaves by one of the other methods; returns false where there is no room for its priority. */
    boolean tryEnter(Priority priority) {
        if (inFlight.incrementAndGet() <= room(priority)) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    private int room(Priority priority) {
        int all = limit.getLimit();
        return switch (priority) {
            case CRITICAL -> all;
            case NORMAL -> Math.max(1, (int) (NORMAL_SHARE * all));
            case SHEDDABLE -> Math.max(1, (int) (SHEDDABLE_SHARE * all));
        };
    }

    /** It was answered: once as many were as the limit lets in, which is a round trip of all of them, the limit grows by one. */
    void answered() {
        int inside = inFlight.getAndDecrement();
        if (answers.incrementAndGet() >= limit.getLimit()) {
            answers.set(0);
            limit.onSample(0, 1, inside, false);
        }
    }

    /** Ranking had no room for it. */
    void refused() {
        int inside = inFlight.getAndDecrement();
        long now = nanoTime.getAsLong();
        long last = lastSignNanos.get();
        if (now - last >= ONE_SIGN_NANOS && lastSignNanos.compareAndSet(last, now)) {
            limit.onSample(0, 1, inside, true);
        }
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
        return limit.getLimit();
    }
}
