package dev.outrank.ranking.model;

import dev.outrank.registry.RegistryClient;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Applies the registry's snapshots to the catalog from the application's start to its stop. */
final class CatalogUpdates implements SmartLifecycle {

    private final RegistryClient registry;
    private final RegistryModelCatalog catalog;
    private final Disposable.Swap subscription = Disposables.swap();
    private volatile boolean running;

    CatalogUpdates(RegistryClient registry, RegistryModelCatalog catalog) {
        this.registry = registry;
        this.catalog = catalog;
    }

    @Override
    public void start() {
        running = true;
        subscription.update(registry.snapshots().subscribe(catalog::apply));
    }

    /** Ends the polling too: the event loops that it uses stop soon after this. */
    @Override
    public void stop() {
        running = false;
        subscription.update(Disposables.disposed());
        registry.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
