package dev.outrank.config.registry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who wait that the registry has changed, whoever changed it: while somebody waits, the database is asked for its revision again and again, once for all who
 * wait, so that a change by another config-server on the same database is heard of, too. Thread-safe.
 */
public final class RevisionFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RevisionFeed.class);

    private final Supplier<RegistryPosition> read;
    private final Duration interval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All below is guarded by the lock.
    private @Nullable Thread asking;
    private @Nullable RegistryPosition last;
    private long lastNanos;
    private int waiting;
    private boolean closed;

    /**
     * Makes a feed that nobody waits for.
     *
     * @param read asks the database; may block
     * @param interval between two questions
     */
    RevisionFeed(Supplier<RegistryPosition> read, Duration interval) {
        this.read = read;
        this.interval = interval;
    }

    /** Returns where the registry is, asked for now. */
    public RegistryPosition now() {
        return read.get();
    }

    /**
     * Waits until the registry is elsewhere than at a position, and returns where.
     *
     * @return the position itself where the time passed without a change; null where the feed was closed, or the database has not answered in this time
     */
    public @Nullable RegistryPosition awaitOther(RegistryPosition seen, Duration atMost) throws InterruptedException {
        long begin = System.nanoTime();
        long left = atMost.toNanos();
        lock.lock();
        waiting++;
        try {
            ensureAsking();
            while (!closed && left > 0 && (last == null || last.equals(seen) || lastNanos - begin < 0)) {
                left = changed.awaitNanos(left);
            }
            return closed || last == null || lastNanos - begin < 0 ? null : last;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private void ensureAsking() {
        if (asking == null) {
            asking = Thread.ofVirtual().name("revision-feed").start(this::ask);
        }
    }

    private void ask() {
        try {
            while (goesOn()) {
                try {
                    tell(read.get());
                } catch (RuntimeException e) {
                    log.warn("The registry's database does not say its revision: {}", e.getMessage());
                }
                pause();
            }
        } finally {
            ended();
        }
    }

    /** Whatever ended the asking, the next who waits begins it anew. */
    private void ended() {
        lock.lock();
        try {
            if (asking == Thread.currentThread()) {
                asking = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean goesOn() {
        lock.lock();
        try {
            if (closed || waiting == 0) {
                asking = null;
            }
            return asking != null;
        } finally {
            lock.unlock();
        }
    }

    private void tell(RegistryPosition position) {
        lock.lock();
        try {
            last = position;
            lastNanos = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(interval.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes waits again, after it was closed. */
    public void reopen() {
        lock.lock();
        try {
            closed = false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait, and all to come until it is opened again. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
