package dev.outrank.ranking.model;

import dev.outrank.ranking.request.ModelCatalog;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.UnknownModelException;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog that follows the registry's snapshots. Reading is lock-free; snapshots are applied one at a time, at once: versions load in the background, and the view is exchanged again as each of
 * them ends.
 */
final class RegistryModelCatalog implements ModelCatalog, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RegistryModelCatalog.class);

    private final VersionLoads loads;
    private final List<Consumer<VersionConditions>> listeners = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private @Nullable RegistrySnapshot last;
    private boolean closed;

    private volatile Map<String, ModelView> views = Map.of();
    private volatile VersionConditions conditions = new VersionConditions(0, List.of());
    private volatile boolean ready;

    /**
     * Makes a catalog that knows nothing yet.
     *
     * @param executor on which versions load
     * @param nanoTime the time to try again, a clock of nanoseconds
     */
    RegistryModelCatalog(ModelLoader loader, Executor executor, LongSupplier nanoTime) {
        this.loads = new VersionLoads(loader, executor, nanoTime, this::refresh);
    }

    /** Exchanges what requests see, begins to load what is new, and retires what is gone. Neither blocks nor fails. */
    synchronized void apply(RegistrySnapshot snapshot) {
        if (closed) {
            return;
        }
        last = snapshot;
        loads.want(wanted(snapshot).keySet());
        refresh();
        loads.retireUnwanted();
        refresh();
        log.info("Registry revision {} applied: {}", snapshot.revision(), summary(views));
    }

    /** Begins to load the versions again that did not load and whose time has come. Neither blocks nor fails. */
    synchronized void retry() {
        if (!closed) {
            loads.loadWhatIsDue();
        }
    }

    /** Shows what became of the versions of the last snapshot. */
    private synchronized void refresh() {
        RegistrySnapshot snapshot = last;
        if (closed || snapshot == null) {
            return;
        }
        Map<VersionKey, VersionStatus> statuses = new LinkedHashMap<>();
        wanted(snapshot).keySet().forEach(key -> statuses.put(key, loads.status(key)));
        views = view(snapshot, statuses);
        ready = ready || isSettled(snapshot, statuses);
        VersionConditions next = VersionConditions.of(snapshot.revision(), statuses, loads.draining());
        if (!next.equals(conditions)) {
            conditions = next;
            listeners.forEach(listener -> listener.accept(next));
        }
    }

    private static Map<String, ModelView> view(RegistrySnapshot snapshot, Map<VersionKey, VersionStatus> statuses) {
        Map<String, ModelView> view = new TreeMap<>();
        for (ModelEntry model : snapshot.models()) {
            Map<String, VersionStatus> versions = new LinkedHashMap<>();
            for (VersionEntry entry : model.versions()) {
                VersionStatus status = statuses.get(VersionKey.of(model.name(), entry));
                if (status != null) {
                    versions.put(entry.version(), status);
                }
            }
            view.put(model.name(), new ModelView(model.name(), model.activeVersion(), CanarySplit.of(model), versions));
        }
        return view;
    }

    /**
     * Returns what is to be loaded, and why: first what answers now, last what the registry has only just had loaded. Shards keep a retiring version for the requests that
     * are on their way; here it takes no new ones.
     */
    private static Map<VersionKey, VersionState> wanted(RegistrySnapshot snapshot) {
        Map<VersionKey, VersionState> wanted = new LinkedHashMap<>();
        for (VersionState state : List.of(VersionState.SERVING, VersionState.READY, VersionState.LOADING)) {
            for (ModelEntry model : snapshot.models()) {
                model.versions().stream()
                        .filter(entry -> entry.state() == state)
                        .forEach(entry -> wanted.put(VersionKey.of(model.name(), entry), state));
            }
        }
        return wanted;
    }

    /** Returns whether all that was ready before this process began is so here, or failed: what the registry has only just had loaded may take its time. */
    private static boolean isSettled(RegistrySnapshot snapshot, Map<VersionKey, VersionStatus> statuses) {
        return wanted(snapshot).entrySet().stream()
                .filter(wanted -> wanted.getValue() != VersionState.LOADING)
                .noneMatch(wanted -> statuses.get(wanted.getKey()) instanceof VersionStatus.Loading);
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
    public ServedModel choose(String model, String routingKey) {
        return view(model).choose(routingKey);
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

    /** Returns what is loaded, loading, draining and failed by now, and of which revision that is. */
    VersionConditions conditions() {
        return conditions;
    }

    /** Has a listener told each time that the conditions have changed, in order; it must return at once. */
    void onConditions(Consumer<VersionConditions> listener) {
        listeners.add(listener);
    }

    /** Returns every model as requests see it, sorted by name. */
    Map<String, ModelView> views() {
        return views;
    }

    /** Retires every version; one that is being loaded is closed when that ends. */
    @Override
    public synchronized void close() {
        closed = true;
        loads.want(Set.of());
        loads.retireUnwanted();
    }
}
