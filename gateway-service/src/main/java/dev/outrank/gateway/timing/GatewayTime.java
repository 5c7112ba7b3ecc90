package dev.outrank.gateway.timing;

import java.util.function.LongSupplier;
import org.springframework.web.server.ServerWebExchange;

/**
 * How long a request has been at the gateway itself: since its arrival, less the time for which ranking had it.
 *
 * <p>Belongs to one exchange, whose signals are serial.
 */
final class GatewayTime {

    private static final String ATTRIBUTE = GatewayTime.class.getName();

    private final LongSupplier nanoTime;
    private final long arrivalNanos;

    private long rankingNanos;

    private GatewayTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.arrivalNanos = nanoTime.getAsLong();
    }

    /** Starts counting now, on a monotonic clock in nanoseconds. */
    static GatewayTime startingNow(LongSupplier nanoTime) {
        return new GatewayTime(nanoTime);
    }

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    static GatewayTime of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /** Returns the clock's reading, for {@link #answeredSince}. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** Takes off the time since that reading: ranking had the request, and the head of its answer is here. */
    void answeredSince(long sentNanos) {
        rankingNanos += now() - sentNanos;
    }

    /** Returns the gateway's own time so far, in nanoseconds; never negative. */
    long ownNanos() {
        return now() - arrivalNanos - rankingNanos;
    }
}
