package dev.outrank.embedding.shard;

import dev.outrank.bundle.memory.AddressRange;
import dev.outrank.bundle.memory.Residency;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * How much of the rows of all versions is in memory, as last counted. The kernel walks the page tables of the whole process for that, so it is counted
 * when versions change and at most every 10 s when someone asks, never on the thread that asks. Thread-safe.
 */
final class TableResidency {

    private static final Logger log = LoggerFactory.getLogger(TableResidency.class);

    /** Shorter than the usual interval of a scrape, 15 s. */
    static final Duration LIFETIME = Duration.ofSeconds(10);

    private final ShardCatalog catalog;
    private final Function<List<AddressRange>, Residency> count;
    private final Scheduler scheduler;
    private final LongSupplier nanoClock;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile Counted counted;

    private record Counted(Residency residency, long nanos) {}

    /**
     * Makes one that has counted nothing yet.
     *
     * @param count may block
     * @param scheduler where it counts
     * @param nanoClock the time, as {@link System#nanoTime()}
     */
    TableResidency(
            ShardCatalog catalog,
            Function<List<AddressRange>, Residency> count,
            Scheduler scheduler,
            LongSupplier nanoClock) {
        this.catalog = catalog;
        this.count = count;
        this.scheduler = scheduler;
        this.nanoClock = nanoClock;
        this.counted = new Counted(Residency.NONE, nanoClock.getAsLong() - LIFETIME.toNanos());
    }

    /** Returns what was counted last, and has it counted again where that is long ago. Never blocks. */
    Residency latest() {
        Counted last = counted;
        if (nanoClock.getAsLong() - last.nanos >= LIFETIME.toNanos() && counting.compareAndSet(false, true)) {
            scheduler.schedule(this::countOnce);
        }
        return last.residency;
    }

    private void countOnce() {
        try {
            refresh();
        } catch (RuntimeException e) {
            log.warn("Resident rows cannot be counted", e);
        } finally {
            counting.set(false);
        }
    }

    /** Counts now. Blocks. */
    void refresh() {
        List<AddressRange> addresses;
        try (ShardGeneration generation = catalog.lease()) {
            addresses = generation.versions().stream()
                    .flatMap(version -> version.addresses().stream())
                    .toList();
        }
        counted = new Counted(count.apply(addresses), nanoClock.getAsLong());
    }
}
