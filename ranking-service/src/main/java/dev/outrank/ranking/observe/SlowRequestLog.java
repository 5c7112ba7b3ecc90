package dev.outrank.ranking.observe;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts requests that took long, and logs one line with all stages for some of them; how many it left out is in the next line. Thread-safe. */
public final class SlowRequestLog {

    private static final Logger log = LoggerFactory.getLogger(SlowRequestLog.class);

    private static final double NANOS_PER_MILLI = 1e6;

    private final long thresholdNanos;
    private final @Nullable RateLimiter limiter;
    private final MeterRegistry meters;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final AtomicLong leftOut = new AtomicLong();

    /**
     * Makes a log that has nothing to tell yet.
     *
     * @param threshold what takes longer is slow
     * @param perSecond lines a second at most; 0 for none
     */
    public SlowRequestLog(Duration threshold, int perSecond, MeterRegistry meters) {
        this.thresholdNanos = threshold.toNanos();
        this.limiter = perSecond == 0
                ? null
                : RateLimiter.of(
                        "slow-requests",
                        RateLimiterConfig.custom()
                                .limitForPeriod(perSecond)
                                .limitRefreshPeriod(Duration.ofSeconds(1))
                                .timeoutDuration(Duration.ZERO)
                                .build());
        this.meters = meters;
    }

    /** Returns whether a request that took so long is to be {@linkplain #tell told}. */
    public boolean isSlow(long nanos) {
        return nanos > thresholdNanos;
    }

    /** Counts a slow request, and logs it where there is room. */
    public void tell(SlowRequest slow) {
        counters.computeIfAbsent(
                        slow.model(),
                        name -> RankingMetric.SLOW.counter().tag("model", name).register(meters))
                .increment();
        if (limiter == null) {
            return;
        }
        if (!limiter.acquirePermission()) {
            leftOut.incrementAndGet();
            return;
        }
        log.warn(
                "slow request {}: model {} version {}, {} candidates, {}; slowest shard {}; {}{}; trace {}; {} more since"
                        + " the last such line",
                slow.requestId(),
                slow.model(),
                slow.version(),
                orNone(slow.candidates()),
                slow.outcome(),
                orNone(slow.slowestShard()),
                slow.stages().serverTiming(slow.nanos()),
                open(slow.openNanos()),
                orNone(slow.traceId()),
                leftOut.getAndSet(0));
    }

    private static String open(long nanos) {
        return nanos == 0 ? "" : String.format(Locale.ROOT, ", open;dur=%.3f", nanos / NANOS_PER_MILLI);
    }

    private static Object orNone(@Nullable Object known) {
        return known == null ? "-" : known;
    }
}
