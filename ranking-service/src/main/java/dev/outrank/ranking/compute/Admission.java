package dev.outrank.ranking.compute;

import dev.outrank.lookup.Priority;
import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.ranking.request.OverloadedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the requests in flight, over all models, from before their bodies are read: by a fixed limit, by the time that they have, and by an
 * {@link AdaptiveLimit} where there is one. Thread-safe.
 *
 * <p>Of each limit a sheddable request may use half and a normal one nine tenths. A critical one may use all, and pass the adaptive limit by one request
 * for each thread. The wait for threads, see {@link Backlog}, may take a third of a request's time, or that share of the third: who would be later than
 * that is better told at once than at the deadline, and leaves the threads to those who are not.
 */
public final class Admission {

    /** About what it takes for a few requests to leave. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final int SPARED_SHARE = 10;

    /** Of its time a request may wait a third for CPU threads. The rest is for its work, its shards, and queues that are not seen here: sockets, and event loops that are busy. */
    private static final int SHARE_OF_TIME = 3;

    private final int limit;
    private final @Nullable AdaptiveLimit adaptive;
    private final Supplier<Duration> expectedWait;
    private final IntSupplier waiting;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Rejections beyondLimit;
    private final Rejections beyondTime;
    private final Rejections beyondAdaptive;

    /** Makes a gate for {@code limit} requests at a time. */
    public Admission(int limit, MeterRegistry registry) {
        this(limit, null, () -> Duration.ZERO, () -> 0, registry);
    }

    /** Makes a gate with all limits; {@code waiting} says how many tasks wait for a CPU thread, and {@code expectedWait} how long one more request would. */
    Admission(
            int limit,
            @Nullable AdaptiveLimit adaptive,
            Supplier<Duration> expectedWait,
            IntSupplier waiting,
            MeterRegistry registry) {
        this.limit = limit;
        this.adaptive = adaptive;
        this.expectedWait = expectedWait;
        this.waiting = waiting;
        this.beyondLimit = new Rejections("in-flight", registry);
        this.beyondTime = new Rejections("time", registry);
        this.beyondAdaptive = new Rejections("adaptive", registry);
        RankingMetric.IN_FLIGHT.gauge(inFlight, AtomicInteger::get).register(registry);
        RankingMetric.IN_FLIGHT_LIMIT.gauge(this, Admission::currentLimit).register(registry);
    }

    private int currentLimit() {
        return adaptive == null ? limit : adaptive.limit();
    }

    /**
     * Lets one request in, which leaves by {@link Pass#close}.
     *
     * @param time until its deadline
     * @throws OverloadedException where one of the limits allows no more
     * @throws TooLittleTimeException where it would wait for too long
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
        if (adaptive != null && !adaptive.admits(priority, before, tasks)) {
            inFlight.decrementAndGet();
            beyondAdaptive.count(priority);
            throw new OverloadedException(
                    "requests in flight: " + before + " (expected: fewer of priority "
                            + priority.name().toLowerCase(Locale.ROOT)
                            + " while others wait for a CPU; try again later)",
                    RETRY_AFTER);
        }
        Duration expected = expectedWait.get();
        Duration allowed = Duration.ofNanos(share(priority, time.toNanos() / SHARE_OF_TIME));
        if (expected.compareTo(allowed) > 0) {
            int left = inFlight.decrementAndGet();
            if (adaptive != null) {
                adaptive.look(left, tasks);
            }
            beyondTime.count(priority);
            throw new TooLittleTimeException(expected, allowed, priority, time, RETRY_AFTER);
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
        if (adaptive != null) {
            adaptive.ended(left, waiting.getAsInt());
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
