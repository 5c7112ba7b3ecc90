package dev.outrank.ranking.model;

import dev.outrank.ranking.lifetime.StopPhases;
import dev.outrank.registry.RegistryClient;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Applies the registry's snapshots to the catalog from the application's start to its stop, and has it try again what did not load. */
final class CatalogUpdates implements SmartLifecycle {

    /** How often to look whether a retry is due; well below the first backoff of {@link RetryBackoff}. */
    private static final long LOOK_MILLIS = 250;

    private final RegistryClient registry;
    private final RegistryModelCatalog catalog;
    private final Disposable.Swap subscription = Disposables.swap();
    private volatile @Nullable ScheduledExecutorService retries;
    private volatile boolean running;

    CatalogUpdates(RegistryClient registry, RegistryModelCatalog catalog) {
        this.registry = registry;
        this.catalog = catalog;
    }

    @Override
    public void start() {
        running = true;
        subscription.update(registry.snapshots().subscribe(catalog::apply));
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("catalog-retries").unstarted(task));
        var _ = looks.scheduleWithFixedDelay(catalog::retry, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        retries = looks;
    }

    /** Ends the polling too: the event loops that it uses stop soon after this. */
    @Override
    public void stop() {
        running = false;
        ScheduledExecutorService looks = retries;
        if (looks != null) {
            looks.shutdown();
        }
        subscription.update(Disposables.disposed());
        registry.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What is served while the service drains is what the registry wants served. */
    @Override
    public int getPhase() {
        return StopPhases.AFTER_THE_LAST_REQUEST;
    }
}
