package dev.outrank.ranking.http;

import dev.outrank.ranking.request.ModelCatalog;
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.UnknownModelException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One model with one version, and one model that is never ready. */
public final class FakeModelCatalog implements ModelCatalog {

    public static final String LOADING = "loading";

    private final ServedModel model;
    private final List<String> routingKeys = new CopyOnWriteArrayList<>();
    private boolean ready = true;

    public FakeModelCatalog(ServedModel model) {
        this.model = model;
    }

    public void becomeUnready() {
        ready = false;
    }

    @Override
    public ServedModel require(String name, @Nullable String version) {
        if (name.equals(LOADING)) {
            throw new ModelNotReadyException("model: 'loading' is loading (expected: ready)");
        }
        if (!name.equals(model.name())) {
            throw new UnknownModelException("model: '" + name + "' (expected: one of " + models() + ")");
        }
        if (version != null && !version.equals(model.version())) {
            throw new UnknownModelException("version: '" + version + "' (expected: one of " + versions(name) + ")");
        }
        return model;
    }

    @Override
    public ServedModel choose(String name, String routingKey) {
        routingKeys.add(routingKey);
        return require(name, null);
    }

    /** Returns the keys by which a version was chosen, in order. */
    public List<String> routingKeys() {
        return routingKeys;
    }

    @Override
    public List<String> models() {
        return List.of(model.name(), LOADING);
    }

    @Override
    public List<String> versions(String name) {
        return List.of(model.version());
    }

    @Override
    public boolean ready() {
        return ready;
    }
}
