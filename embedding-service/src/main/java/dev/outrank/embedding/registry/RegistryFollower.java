package dev.outrank.embedding.registry;

import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.registry.InstanceName;
import dev.outrank.registry.RegistrySnapshot;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Applies the registry's snapshots to the catalog, one at a time, on a thread that may block. New snapshots and retries that are due are mere
 * signals: what is applied is the newest snapshot at that moment, so that an older one never comes after a newer one. Signals that come
 * while a snapshot is being applied are answered together. No failure ends the following. Stopped, it closes the client and is not started
 * again.
 */
final class RegistryFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RegistryFollower.class);

    private final SnapshotFeed feed;
    private final ShardCatalog catalog;
    private final InstanceName instance;
    private final Duration retryCheckInterval;
    private final Disposable.Swap following = Disposables.swap();
    private volatile boolean running;

    /**
     * Makes a follower.
     *
     * @param instance whose turn it is or is not, where versions are exchanged one replica at a time
     * @param retryCheckInterval time between two looks whether the catalog wants to try a version again
     */
    RegistryFollower(SnapshotFeed feed, ShardCatalog catalog, InstanceName instance, Duration retryCheckInterval) {
        this.feed = feed;
        this.catalog = catalog;
        this.instance = instance;
        this.retryCheckInterval = retryCheckInterval;
    }

    @Override
    public void start() {
        Flux<Object> retries = Flux.interval(retryCheckInterval)
                .onBackpressureDrop()
                .filter(tick -> catalog.isRetryDue())
                .cast(Object.class);
        following.update(Flux.merge(feed.snapshots(), retries)
                .onBackpressureLatest()
                .publishOn(Schedulers.boundedElastic(), 1)
                .subscribe(signal -> applyCurrent()));
        running = true;
    }

    private void applyCurrent() {
        try {
            feed.current().ifPresent(this::apply);
        } catch (Throwable e) {
            // Neither a defect nor an error such as too little memory may end the following: the next attempt may do.
            log.error("Cannot apply the registry's snapshot", e);
        }
    }

    private void apply(RegistrySnapshot snapshot) {
        catalog.apply(snapshot.revision(), WantedVersions.of(snapshot, instance));
        log.debug("Applied revision {}", snapshot.revision());
    }

    @Override
    public void stop() {
        following.update(Disposables.disposed());
        // Now rather than with the other beans: by then the polls would find the event loops gone.
        feed.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
