package dev.outrank.gateway.timing;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * How long a request has been at the gateway itself, since its arrival less the time for which ranking had it, and how much of that time was the way between the two.
 *
 * <p>Written by the signals of one exchange, which are serial; a request that is cancelled may be read meanwhile.
 */
final class GatewayTime {

    private static final String ATTRIBUTE = GatewayTime.class.getName();

    private static final long UNKNOWN = -1;

    private final LongSupplier nanoTime;
    private final long arrivalNanos;

    private volatile long rankingNanos = UNKNOWN;
    private volatile long networkNanos = UNKNOWN;

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

    /**
     * Takes off the time since that reading: ranking had the request, and the head of its answer is here.
     *
     * @param total what ranking says it took in all, in nanoseconds; null where it does not say
     */
    void answeredSince(long sentNanos, @Nullable Long total) {
        long outstanding = now() - sentNanos;
        rankingNanos = outstanding;
        if (total != null) {
            // Clocks tick apart: next to nothing may be a little less than nothing.
            networkNanos = Math.max(0, outstanding - total);
        }
    }

    /** Returns whether ranking answered. */
    boolean isAnswered() {
        return rankingNanos != UNKNOWN;
    }

    /** Returns the time since the arrival, in nanoseconds. */
    long wallNanos() {
        return now() - arrivalNanos;
    }

    /** Returns the gateway's own time so far, in nanoseconds; never negative. */
    long ownNanos() {
        return wallNanos() - Math.max(0, rankingNanos);
    }

    /** Returns the time on the way to ranking and back, in nanoseconds; empty where ranking did not say what it took itself. */
    OptionalLong networkNanos() {
        long known = networkNanos;
        return known == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(known);
    }
}
