package dev.outrank.replica;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;

/** One circuit breaker a replica, by name. Thread-safe. */
public final class ReplicaBreakers {

    /** A trial whose end nobody hears of must not keep a replica out for good. */
    private static final Duration LONGEST_TRIAL = Duration.ofSeconds(10);

    private final CircuitBreakerRegistry registry;

    /** Makes no breaker yet. */
    public ReplicaBreakers(BreakerSettings settings) {
        this.registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                // Event loops record their calls here: one must not wait until another is done. A trial's window, of
                // one call, breaks where two end at once (2.4.0); CallPermission tells it of none but the trial.
                .slidingWindow(
                        settings.window(),
                        settings.minimumCalls(),
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.open())
                .permittedNumberOfCallsInHalfOpenState(1)
                .maxWaitDurationInHalfOpenState(LONGEST_TRIAL)
                .build());
    }

    /** Returns the registry, for whoever binds its state to meters. */
    public CircuitBreakerRegistry registry() {
        return registry;
    }

    /** Returns the breaker of this name, made at the first call. */
    public CircuitBreaker breaker(String name) {
        return registry.circuitBreaker(name);
    }

    /** Forgets the breaker of a replica that is gone. */
    public void remove(String name) {
        registry.remove(name);
    }
}
