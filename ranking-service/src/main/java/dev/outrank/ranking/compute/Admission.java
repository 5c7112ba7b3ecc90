package dev.outrank.ranking.compute;

import dev.outrank.lookup.Priority;
import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.ranking.request.OverloadedException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the requests in flight, over all models, from before their bodies are read: by a fixed limit, by the time that they have, and by an
 * {@link AdaptiveLimit} where there is one. Thread-safe.
 *
 * <p>Of either limit a sheddable request may use half and a normal one nine tenths. A critical one may use all, and pass the adaptive limit by one request
 * for each thread. The {@link Backlog} before a request may take half of its time, or that share of the half: the rest is for what no queue here shows. Who
 * would be later than that is better told at once than at the deadline, and leaves the threads to those who are not.
 */
public final class Admission {

    /** About what it takes for a few requests to leave. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final int SPARED_SHARE = 10;

    private final int limit;
    private final @Nullable AdaptiveLimit adaptive;
    private final Backlog backlog;
    private final IntSupplier waiting;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Rejections beyondLimit;
    private final Rejections beyondTime;
    private final Rejections beyondAdaptive;

    /** Makes a gate for {@code limit} requests at a time. */
    public Admission(int limit, MeterRegistry registry) {
        this(limit, null, new Backlog(System::nanoTime), () -> 0, registry);
    }

    /** Makes a gate with all limits; {@code waiting} says how many tasks wait for a CPU thread. */
    Admission(
            int limit, @Nullable AdaptiveLimit adaptive, Backlog backlog, IntSupplier waiting, MeterRegistry registry) {
        this.limit = limit;
        this.adaptive = adaptive;
        this.backlog = backlog;
        this.waiting = waiting;
        this.beyondLimit = new Rejections("in-flight", registry);
        this.beyondTime = new Rejections("time", registry);
        this.beyondAdaptive = new Rejections("adaptive", registry);
        Gauge.builder(RankingMetric.IN_FLIGHT.meterName(), inFlight, AtomicInteger::get)
                .baseUnit(RankingMetric.IN_FLIGHT.unit())
                .register(registry);
        Gauge.builder(RankingMetric.IN_FLIGHT_LIMIT.meterName(), this, Admission::currentLimit)
                .baseUnit(RankingMetric.IN_FLIGHT_LIMIT.unit())
                .register(registry);
    }

    private int currentLimit() {
        return adaptive == null ? limit : adaptive.limit();
    }

    /**
     * Lets one request in, which leaves by {@link Pass#close}.
     *
     * @param time until its deadline
     * @throws OverloadedException where as many as allowed are inside, or as it has time for
     */
    public Pass enter(Priority priority, Duration time) {
        int before = inFlight.getAndIncrement();
        if (before >= share(priority, limit)) {
            inFlight.decrementAndGet();
            beyondLimit.count(priority);
            throw new OverloadedException(
                    "requests in flight: " + before + " (expected: fewer; try again later)", RETRY_AFTER);
        }
        int tasks = waiting.getAsInt();
        Duration expected = backlog.of(tasks);
        if (expected.toNanos() > share(priority, time.toNanos() / 2)) {
            inFlight.decrementAndGet();
            beyondTime.count(priority);
            throw new OverloadedException(
                    "wait for a CPU: " + expected.toMillis() + " ms (expected: at most half of the request's "
                            + time.toMillis() + " ms, less for lower priorities; try again later)",
                    RETRY_AFTER);
        }
        if (adaptive != null && !adaptive.admits(priority, before, tasks)) {
            inFlight.decrementAndGet();
            beyondAdaptive.count(priority);
            throw new OverloadedException(
                    "requests in flight: " + before + " (expected: fewer of priority "
                            + priority.name().toLowerCase(Locale.ROOT)
                            + " while others wait for a CPU; try again later)",
                    RETRY_AFTER);
        }
        return new Pass();
    }

    /** Returns how much of a limit the requests of a priority may use. */
    static int share(Priority priority, int limit) {
        return (int) share(priority, (long) limit);
    }

    private static long share(Priority priority, long limit) {
        return switch (priority) {
            case CRITICAL -> limit;
            case NORMAL -> limit - limit / SPARED_SHARE;
            case SHEDDABLE -> Math.max(1, limit / 2);
        };
    }

    private void leave() {
        int left = inFlight.decrementAndGet();
        int tasks = waiting.getAsInt();
        backlog.ended(tasks);
        if (adaptive != null) {
            adaptive.ended(left, tasks);
        }
    }

    /** Returns the number of requests inside. */
    public int inFlight() {
        return inFlight.get();
    }

    /** The place of one request. Thread-safe. */
    public final class Pass implements AutoCloseable {

        private final AtomicBoolean closed = new AtomicBoolean();

        private Pass() {}

        /** Lets the request out; a second call does nothing. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                leave();
            }
        }
    }
}
