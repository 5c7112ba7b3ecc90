package dev.outrank.artifact;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads on which a service loads versions, away from whatever applies the registry's changes. Owns them. Thread-safe. */
public final class LoaderThreads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoaderThreads.class);

    /** One more than a single version, which may have much to download, can take. */
    private static final int THREADS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("version-loads-", 0).factory());

    /** Returns what runs loads, two at a time; stopped with this. */
    public Executor executor() {
        return threads;
    }

    /** Interrupts what is being loaded, and waits for it for a moment. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("A version is being loaded still after {}; not waiting for it", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
