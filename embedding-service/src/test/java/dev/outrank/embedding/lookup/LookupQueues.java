package dev.outrank.embedding.lookup;

import dev.outrank.embedding.load.TableLoads;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Queues for tests. */
final class LookupQueues {

    static final AdaptiveProperties ADAPTIVE =
            new AdaptiveProperties(true, 0, 0, Duration.ofMillis(5), Duration.ofMillis(100), 0.9, 0.5);

    private LookupQueues() {}

    /** Returns a queue before some threads with the defaults. */
    static LookupQueue before(PoolingThreads threads) {
        return before(threads, new SimpleMeterRegistry(), System::nanoTime);
    }

    /** Returns one whose limit stays at 10. */
    static LookupQueue before(PoolingThreads threads, MeterRegistry meters, LongSupplier nanoClock) {
        AdaptiveLimit limit = new AdaptiveLimit(10, 10, nanoClock);
        return new LookupQueue(
                threads, ADAPTIVE, limit, new LookupMeters(meters, new TableLoads(meters, 20)), nanoClock);
    }
}
