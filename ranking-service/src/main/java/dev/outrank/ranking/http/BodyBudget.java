package dev.outrank.ranking.http;

import dev.outrank.lookup.Priority;
import dev.outrank.ranking.compute.Rejections;
import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.ranking.request.OverloadedException;
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
    private final Rejections rejected;

    BodyBudget(DataSize maxSize, MeterRegistry registry) {
        this.maxBytes = maxSize.toBytes();
        this.rejected = new Rejections("held-bodies", registry);
        RankingMetric.HELD_BODIES.gauge(held, AtomicLong::get).register(registry);
    }

    /** Returns what one request holds, nothing yet; {@code priority} is what a refusal is counted by. */
    Share open(Priority priority) {
        return new Share(priority);
    }

    /** Returns the bytes held now. */
    long heldBytes() {
        return held.get();
    }

    private OverloadedException full(Priority priority) {
        rejected.count(priority);
        return new OverloadedException(
                "bodies in flight: " + maxBytes + " bytes (expected: fewer; try again later)", RETRY_AFTER);
    }

    /** What one request holds of the budget. Thread-safe: a request may end while its body still arrives. */
    final class Share implements AutoCloseable {

        private final Priority priority;

        // Guarded by this.
        private long bytes;
        private boolean closed;

        private Share(Priority priority) {
            this.priority = priority;
        }

        /**
         * Checks that a body may be read.
         *
         * @throws OverloadedException where there is no room for this many bytes now
         */
        void requireRoom(long announced) {
            if (held.get() + announced > maxBytes) {
                throw full(priority);
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
                throw full(priority);
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
