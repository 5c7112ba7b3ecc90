package dev.outrank.gateway.deadline;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.springframework.web.server.ServerWebExchange;

/**
 * The moment after which nobody waits for the answer any more. Immutable.
 *
 * @param budget what the caller allowed in all
 * @param expiryNanos the moment, on the clock {@code nanoTime}
 * @param nanoTime a monotonic clock in nanoseconds
 */
public record Deadline(Duration budget, long expiryNanos, LongSupplier nanoTime) {

    private static final String ATTRIBUTE = Deadline.class.getName();

    /** Starts the budget now. */
    static Deadline after(Duration budget, LongSupplier nanoTime) {
        return new Deadline(budget, nanoTime.getAsLong() + budget.toNanos(), nanoTime);
    }

    /** Returns what is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, expiryNanos - nanoTime.getAsLong()));
    }

    /** Returns the nanoseconds left to the exchange with these attributes; {@link Long#MAX_VALUE} where it has no deadline. */
    public static long remainingNanos(Map<String, Object> attributes) {
        return attributes.get(ATTRIBUTE) instanceof Deadline deadline
                ? deadline.remaining().toNanos()
                : Long.MAX_VALUE;
    }

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    static Deadline of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }
}
