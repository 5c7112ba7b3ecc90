package dev.outrank.ranking.http;

import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.ranking.request.OverloadedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.util.unit.DataSize;

/**
 * Bounds the bytes of all bodies in flight, from their first byte to the end of their request. Thread-safe.
 *
 * <p>Bytes count as they arrive, so that a caller who announces much and sends nothing takes nothing from the others.
 */
final class BodyBudget {

    /** About what it takes for a few requests to leave. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();
    private final Counter rejected;

    BodyBudget(DataSize maxSize, MeterRegistry registry) {
        this.maxBytes = maxSize.toBytes();
        this.rejected = Counter.builder(RankingMetric.REJECTED.meterName())
                .baseUnit(RankingMetric.REJECTED.unit())
                .tag("limit", "held-bodies")
                .register(registry);
        Gauge.builder(RankingMetric.HELD_BODIES.meterName(), held, AtomicLong::get)
                .baseUnit(RankingMetric.HELD_BODIES.unit())
                .register(registry);
    }

    /** Returns what one request holds, nothing yet. */
    Share open() {
        return new Share();
    }

    /** Returns the bytes held now. */
    long heldBytes() {
        return held.get();
    }

    private OverloadedException full() {
        rejected.increment();
        return new OverloadedException(
                "bodies in flight: " + maxBytes + " bytes (expected: fewer; try again later)", RETRY_AFTER);
    }

    /** What one request holds of the budget. Thread-safe: a request may end while its body still arrives. */
    final class Share implements AutoCloseable {

        // Guarded by this.
        private long bytes;
        private boolean closed;

        /**
         * Checks that a body may be read.
         *
         * @throws OverloadedException where there is no room for this many bytes now
         */
        void requireRoom(long announced) {
            if (held.get() + announced > maxBytes) {
                throw full();
            }
        }

        /**
         * Takes bytes that arrived, until {@link #close}; nothing once this is closed.
         *
         * @throws OverloadedException where there is no room for them
         */
        synchronized void add(long arrived) {
            if (closed) {
                return;
            }
            if (held.addAndGet(arrived) > maxBytes) {
                held.addAndGet(-arrived);
                throw full();
            }
            bytes += arrived;
        }

        /** Returns the bytes that were added. */
        synchronized long bytes() {
            return bytes;
        }

        /** Gives everything back; a second call does nothing. */
        @Override
        public synchronized void close() {
            closed = true;
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
