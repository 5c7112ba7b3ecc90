package dev.outrank.ranking.model;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.ranking.request.ModelCatalog;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.UnknownModelException;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalog that follows the registry's snapshots. Reading is lock-free; snapshots are applied one at a time. */
final class RegistryModelCatalog implements ModelCatalog, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RegistryModelCatalog.class);

    private final ModelLoader loader;
    private final Map<VersionKey, LoadedModel> loaded = new HashMap<>();
    private final Map<VersionKey, String> failures = new HashMap<>();
    private volatile Map<String, ModelView> views = Map.of();
    private volatile boolean ready;

    RegistryModelCatalog(ModelLoader loader) {
        this.loader = loader;
    }

    /** Loads what is new, exchanges what requests see, and retires what is gone. Blocks while it loads; never fails. */
    synchronized void apply(RegistrySnapshot snapshot) {
        announce(snapshot);
        Map<String, ModelView> next = new TreeMap<>();
        List<VersionKey> wanted = new ArrayList<>();
        for (ModelEntry model : snapshot.models()) {
            Map<String, VersionStatus> versions = new LinkedHashMap<>();
            for (VersionEntry entry : model.versions()) {
                if (isServed(entry.state())) {
                    VersionKey key = VersionKey.of(model.name(), entry);
                    wanted.add(key);
                    versions.put(entry.version(), status(key));
                }
            }
            next.put(model.name(), new ModelView(model.name(), model.activeVersion(), versions));
        }
        views = next;
        ready = true;
        retireAllBut(Set.copyOf(wanted));
        log.info("Registry revision {} applied: {}", snapshot.revision(), summary(next));
    }

    /** Shows models that nobody knew so far as loading; models that are served stay as they are until all is loaded. */
    private void announce(RegistrySnapshot snapshot) {
        Map<String, ModelView> next = new TreeMap<>(views);
        for (ModelEntry model : snapshot.models()) {
            Map<String, VersionStatus> versions = new LinkedHashMap<>();
            model.versions().stream()
                    .filter(entry -> isServed(entry.state()))
                    .forEach(entry -> versions.put(entry.version(), new VersionStatus.Loading()));
            next.putIfAbsent(model.name(), new ModelView(model.name(), model.activeVersion(), versions));
        }
        views = next;
    }

    /** Shards keep a retiring version for the requests that are on their way; here it takes no new ones. */
    private static boolean isServed(VersionState state) {
        return switch (state) {
            case REGISTERED, LOADING, READY, SERVING -> true;
            case RETIRING, RETIRED, FAILED -> false;
        };
    }

    private VersionStatus status(VersionKey key) {
        LoadedModel known = loaded.get(key);
        if (known != null) {
            return new VersionStatus.Serving(known);
        }
        try {
            LoadedModel fresh = loader.load(key);
            loaded.put(key, fresh);
            failures.remove(key);
            return new VersionStatus.Serving(fresh);
        } catch (OutrankException e) {
            return failed(key, String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | LinkageError e) {
            return failed(key, e.toString(), e);
        }
    }

    /** Logs a version's failure once for each reason, with the stack only where the reason does not speak for itself. */
    private VersionStatus failed(VersionKey key, String reason, @Nullable Throwable unexpected) {
        if (!reason.equals(failures.put(key, reason))) {
            log.error("Model {} version {} is not served: {}", key.model(), key.version(), reason, unexpected);
        }
        return new VersionStatus.Failed(reason);
    }

    private void retireAllBut(Set<VersionKey> wanted) {
        failures.keySet().retainAll(wanted);
        loaded.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                log.info(
                        "Model {} version {} leaves after its last request",
                        entry.getKey().model(),
                        entry.getKey().version());
                entry.getValue().retire();
            }
            return gone;
        });
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
        retireAllBut(Set.of());
    }
}
