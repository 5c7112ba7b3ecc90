package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.ranking.request.ShardUnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;

/** One circuit breaker a shard's service. Thread-safe. */
public final class ShardBreakers {

    private final CircuitBreakerRegistry breakers;
    private final LongSupplier nanoTime;

    /** Makes breakers and binds their state to the meters {@code resilience4j.circuitbreaker.*}. */
    public ShardBreakers(BreakerSettings settings, MeterRegistry registry) {
        this(settings, registry, System::nanoTime);
    }

    /** Makes breakers that take the time of lookups from a clock of nanoseconds. */
    ShardBreakers(BreakerSettings settings, MeterRegistry registry, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                // Event loops record their calls here: one must not wait until another is done.
                .slidingWindow(
                        settings.window(),
                        settings.minimumCalls(),
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.open())
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(registry);
    }

    /**
     * Guards one lookup.
     *
     * @param service the shard's service, the breaker's name
     * @param remainingNanos when a caller that goes away was one whose time ran out; that is the shard's failure if the shard had a fair time
     */
    Flux<LookupAnswer> guard(String service, long remainingNanos, Flux<LookupAnswer> lookup) {
        return Flux.defer(() -> {
            CircuitBreaker breaker = breaker(service);
            if (!breaker.tryAcquirePermission()) {
                return Flux.error(open(service));
            }
            Call call = permitted(breaker, remainingNanos);
            return lookup.doOnNext(call::answered).doOnError(call::failed).doOnCancel(call::cancelled);
        });
    }

    /** Returns the breaker of a service, to ask and tell without a publisher in between. */
    CircuitBreaker breaker(String service) {
        return breakers.circuitBreaker(service);
    }

    /** Returns a call that a breaker has just permitted. */
    Call permitted(CircuitBreaker breaker, long remainingNanos) {
        return new Call(breaker, remainingNanos, nanoTime);
    }

    /** Returns the failure of a call that a breaker does not permit. */
    static ShardUnavailableException open(String service) {
        return new ShardUnavailableException(
                service + ": circuit breaker is open after repeated failures (expected: a shard that answers)");
    }

    /** Returns the state of a service's breaker, for health and tests. */
    CircuitBreaker.State state(String service) {
        return breakers.circuitBreaker(service).getState();
    }

    /** One permission, which is answered for exactly once. */
    static final class Call {

        /** A caller who left after nine tenths of the time is taken for one whose time ran out: the clocks began apart. */
        private static final double PATIENCE = 0.9;

        /**
         * A shard that has not answered for less than this is not to blame, however little time its caller had: a caller's haste must not open the
         * breaker for all others. 100 ms, an order of magnitude above the milliseconds that a lookup takes.
         */
        private static final long FAIR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

        private final CircuitBreaker breaker;
        private final long remainingNanos;
        private final LongSupplier nanoTime;
        private final long startedNanos;
        private final AtomicBoolean done = new AtomicBoolean();

        Call(CircuitBreaker breaker, long remainingNanos, LongSupplier nanoTime) {
            this.breaker = breaker;
            this.remainingNanos = remainingNanos;
            this.nanoTime = nanoTime;
            this.startedNanos = nanoTime.getAsLong();
        }

        void answered(LookupAnswer answer) {
            if (answer instanceof LookupAnswer.Refused(var error) && error.code() == LookupErrorCode.INTERNAL) {
                failed(new ShardUnavailableException(error.message()));
            } else if (done.compareAndSet(false, true)) {
                breaker.onSuccess(elapsed(), TimeUnit.NANOSECONDS);
            }
        }

        void failed(Throwable failure) {
            if (done.compareAndSet(false, true)) {
                breaker.onError(elapsed(), TimeUnit.NANOSECONDS, failure);
            }
        }

        /** Says nothing about the shard. */
        void released() {
            if (done.compareAndSet(false, true)) {
                breaker.releasePermission();
            }
        }

        void cancelled() {
            long elapsed = elapsed();
            if (elapsed >= PATIENCE * remainingNanos && elapsed >= FAIR_NANOS) {
                failed(new TimeoutException());
            } else {
                released();
            }
        }

        private long elapsed() {
            return nanoTime.getAsLong() - startedNanos;
        }
    }
}
