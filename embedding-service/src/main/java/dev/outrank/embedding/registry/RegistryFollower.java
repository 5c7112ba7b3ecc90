package dev.outrank.embedding.registry;

import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.VersionKey;
import dev.outrank.embedding.shard.WantedVersion;
import dev.outrank.registry.RegistryClient;
import dev.outrank.registry.RegistrySnapshot;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Applies each snapshot to the catalog, one at a time, on a thread that may block; a snapshot that comes while another is being applied
 * waits, and only the newest of those waiting is applied. Versions that could not be loaded are tried again from time to time. Stopped, it
 * closes the client and is not started again.
 */
final class RegistryFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RegistryFollower.class);

    private final RegistryClient client;
    private final ShardCatalog catalog;
    private final Duration loadRetryInterval;
    private final Disposable.Swap following = Disposables.swap();
    private volatile boolean running;

    RegistryFollower(RegistryClient client, ShardCatalog catalog, Duration loadRetryInterval) {
        this.client = client;
        this.catalog = catalog;
        this.loadRetryInterval = loadRetryInterval;
    }

    @Override
    public void start() {
        Flux<RegistrySnapshot> retries = Flux.interval(loadRetryInterval)
                .onBackpressureDrop()
                .filter(tick -> !catalog.failed().isEmpty())
                .mapNotNull(tick -> client.current().orElse(null));
        following.update(Flux.merge(client.snapshots(), retries)
                .onBackpressureLatest()
                .publishOn(Schedulers.boundedElastic(), 1)
                .subscribe(this::apply));
        running = true;
    }

    private void apply(RegistrySnapshot snapshot) {
        try {
            catalog.apply(wanted(snapshot));
            log.debug("Applied revision {}", snapshot.revision());
        } catch (RuntimeException e) {
            // A defect must not end the following: the next snapshot may do.
            log.error("Cannot apply revision {}", snapshot.revision(), e);
        }
    }

    private static List<WantedVersion> wanted(RegistrySnapshot snapshot) {
        return snapshot.models().stream()
                .flatMap(model -> model.versions().stream()
                        .filter(version -> version.state().isLoadable())
                        .map(version -> new WantedVersion(
                                new VersionKey(model.name(), version.version()),
                                version.shards(),
                                version.bundleFingerprint())))
                .toList();
    }

    @Override
    public void stop() {
        following.update(Disposables.disposed());
        // Now rather than with the other beans: by then the polls would find the event loops gone.
        client.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
