package dev.outrank.ranking.compute;

import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.ranking.request.OverloadedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the requests that are being executed, over all models. Thread-safe. */
public final class Admission {

    /** About what it takes for a few requests to leave. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Counter rejected;

    /** Makes a gate for {@code limit} requests at a time. */
    public Admission(int limit, MeterRegistry registry) {
        this.limit = limit;
        this.rejected = ComputePool.rejections(registry, "in-flight");
        Gauge.builder(RankingMetric.IN_FLIGHT.meterName(), inFlight, AtomicInteger::get)
                .baseUnit(RankingMetric.IN_FLIGHT.unit())
                .register(registry);
    }

    /**
     * Lets one request in, which leaves by {@link #leave}.
     *
     * @throws OverloadedException where as many as allowed are inside
     */
    public void enter() {
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            rejected.increment();
            throw new OverloadedException(
                    "requests in flight: " + limit + " (expected: fewer; try again later)", RETRY_AFTER);
        }
    }

    /** Lets one request out. */
    public void leave() {
        inFlight.decrementAndGet();
    }

    /** Returns the number of requests inside. */
    public int inFlight() {
        return inFlight.get();
    }
}
