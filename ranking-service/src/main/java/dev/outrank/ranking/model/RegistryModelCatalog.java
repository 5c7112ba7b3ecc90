package dev.outrank.ranking.model;

import dev.outrank.ranking.request.ModelCatalog;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.UnknownModelException;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalog that follows the registry's snapshots. Reading is lock-free; snapshots are applied one at a time. */
final class RegistryModelCatalog implements ModelCatalog, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RegistryModelCatalog.class);

    // Guarded by this.
    private final VersionLoads loads;
    private @Nullable RegistrySnapshot last;
    private boolean closed;

    private volatile Map<String, ModelView> views = Map.of();
    private volatile boolean ready;

    RegistryModelCatalog(ModelLoader loader) {
        this(loader, System::nanoTime);
    }

    /** Makes a catalog that takes the time to try again from a clock of nanoseconds. */
    RegistryModelCatalog(ModelLoader loader, LongSupplier nanoTime) {
        this.loads = new VersionLoads(loader, nanoTime);
    }

    /** Loads what is new, exchanges what requests see, and retires what is gone. Blocks while it loads; never fails. */
    synchronized void apply(RegistrySnapshot snapshot) {
        if (closed) {
            return;
        }
        last = snapshot;
        announce(snapshot);
        Set<VersionKey> wanted = new HashSet<>();
        views = view(snapshot, key -> {
            wanted.add(key);
            return loads.load(key);
        });
        ready = true;
        loads.retireAllBut(wanted);
        log.info("Registry revision {} applied: {}", snapshot.revision(), summary(views));
    }

    /** Tries the versions of the last snapshot again that did not load and whose time has come. Blocks while it loads; never fails. */
    synchronized void retry() {
        RegistrySnapshot snapshot = last;
        if (!closed && snapshot != null && loads.retryIsDue()) {
            views = view(snapshot, loads::loadIfDue);
        }
    }

    private static Map<String, ModelView> view(
            RegistrySnapshot snapshot, Function<VersionKey, VersionStatus> statusOf) {
        Map<String, ModelView> view = new TreeMap<>();
        for (ModelEntry model : snapshot.models()) {
            Map<String, VersionStatus> versions = new LinkedHashMap<>();
            for (VersionEntry entry : model.versions()) {
                if (isServed(entry.state())) {
                    versions.put(entry.version(), statusOf.apply(VersionKey.of(model.name(), entry)));
                }
            }
            view.put(model.name(), new ModelView(model.name(), model.activeVersion(), versions));
        }
        return view;
    }

    /** Shows what nobody knew so far as loading; what is served stays as it is until all is loaded. */
    private void announce(RegistrySnapshot snapshot) {
        Map<String, ModelView> next = new TreeMap<>(views);
        view(snapshot, key -> new VersionStatus.Loading())
                .forEach((name, news) -> next.merge(name, news, ModelView::with));
        views = next;
    }

    /** Shards keep a retiring version for the requests that are on their way; here it takes no new ones. */
    private static boolean isServed(VersionState state) {
        return switch (state) {
            case REGISTERED, LOADING, READY, SERVING -> true;
            case RETIRING, RETIRED, FAILED -> false;
        };
    }

    private static Map<String, List<String>> summary(Map<String, ModelView> views) {
        Map<String, List<String>> summary = new TreeMap<>();
        views.forEach((name, view) -> summary.put(name, view.served()));
        return summary;
    }

    @Override
    public ServedModel require(String model, @Nullable String version) {
        return view(model).require(version);
    }

    @Override
    public List<String> models() {
        return List.copyOf(views.keySet());
    }

    @Override
    public List<String> versions(String model) {
        return view(model).served();
    }

    private ModelView view(String model) {
        ModelView view = views.get(model);
        if (view == null) {
            throw new UnknownModelException("model: '" + model + "' (expected: one of " + models() + ")");
        }
        return view;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    /** Returns every model as requests see it, sorted by name. */
    Map<String, ModelView> views() {
        return views;
    }

    /** Retires every version. */
    @Override
    public synchronized void close() {
        closed = true;
        loads.retireAllBut(Set.of());
    }
}
