package dev.outrank.workbench.registry;

import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.ModelEntry;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The registry of a config-server. Every change returns the revision that it is. Thread-safe. */
public final class RegistryApi {

    private static final int NOT_FOUND = 404;

    private final RegistryHttp http;

    /** Makes one for the config-server at a port of this machine. */
    public RegistryApi(int configPort, HttpClient http) {
        this(URI.create("http://127.0.0.1:" + configPort), http);
    }

    /** Makes one for a config-server; the client stays the caller's. */
    public RegistryApi(URI configServer, HttpClient http) {
        this.http = new RegistryHttp(configServer, http);
    }

    /** Returns all models. */
    public List<ModelEntry> models() throws InterruptedException {
        return http.get("snapshot")
                .path("models")
                .valueStream()
                .map(model -> RegistryHttp.read(model, ModelEntry.class))
                .toList();
    }

    /** Returns a model, if the registry knows it. */
    public Optional<ModelEntry> model(String name) throws InterruptedException {
        return models().stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** Returns the instances that report. */
    public List<LiveReplica> replicas() throws InterruptedException {
        return http.get("replicas")
                .path("replicas")
                .valueStream()
                .map(replica -> RegistryHttp.read(replica, LiveReplica.class))
                .toList();
    }

    /** Returns a model's newest rollout, if there ever was one. */
    public Optional<Rollout> rollout(String model) throws InterruptedException {
        try {
            JsonNode rollout = http.get("models/" + model + "/rollout");
            return rollout.isObject() && !rollout.isEmpty()
                    ? Optional.of(RegistryHttp.read(rollout, Rollout.class))
                    : Optional.empty();
        } catch (RegistryRefusalException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Returns changes before a revision, the newest first; from the newest on where it is null. */
    public List<Change> changes(@Nullable Long before, int limit) throws InterruptedException {
        String query = "revisions?limit=" + limit + (before == null ? "" : "&before=" + before);
        return http.get(query)
                .path("revisions")
                .valueStream()
                .map(change -> RegistryHttp.read(change, Change.class))
                .toList();
    }

    /** Makes a version known. */
    public long register(Registration registration, Signature signature) throws InterruptedException {
        Map<String, Object> body = signed(signature);
        body.put("version", registration.version());
        body.put("bundle", registration.bundle().toUri().toString());
        body.put("shards", registration.shards().toUri().toString());
        if (registration.memoryMode() != MemoryMode.BESIDE) {
            body.put("memoryMode", registration.memoryMode().name());
        }
        return post(registration.model() + "/versions", body);
    }

    /** Has services load a version. */
    public long load(String model, String version, Signature signature) throws InterruptedException {
        return post(ofVersion(model, version) + "/load", signed(signature));
    }

    /** Makes a version the active one. */
    public long activate(String model, String version, Signature signature) throws InterruptedException {
        return post(ofVersion(model, version) + "/activate", signed(signature));
    }

    /** Gives a version up. */
    public long retire(String model, String version, Signature signature) throws InterruptedException {
        return post(ofVersion(model, version) + "/retire", signed(signature));
    }

    /** Has a version take a model's requests over, step by step. */
    public long rollout(String model, String version, RolloutPlan plan, Signature signature)
            throws InterruptedException {
        Map<String, Object> body = signed(signature);
        body.put("steps", plan.steps());
        body.put("pauseSeconds", plan.pauseSeconds());
        body.put("bounds", plan.bounds());
        return post(ofVersion(model, version) + "/rollout", body);
    }

    /**
     * Takes the last change of a model's traffic back.
     *
     * @param version to which one; null for the one before
     * @param from refused where this is not the canary, or the active version where none is tried; null for whichever it is
     */
    public long rollBack(String model, @Nullable String version, @Nullable String from, Signature signature)
            throws InterruptedException {
        Map<String, Object> body = signed(signature);
        if (from != null) {
            body.put("from", from);
        }
        if (version != null) {
            body.put("version", version);
        }
        return post(model + "/rollback", body);
    }

    /** Allows changes of a model's traffic again. */
    public long unpin(String model, Signature signature) throws InterruptedException {
        return post(model + "/unpin", signed(signature));
    }

    private static String ofVersion(String model, String version) {
        return model + "/versions/" + version;
    }

    private static Map<String, Object> signed(Signature signature) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("author", signature.author());
        body.put("reason", signature.reason());
        return body;
    }

    private long post(String path, Map<String, Object> body) throws InterruptedException {
        return http.post("models/" + path, body).path("revision").asLong(0);
    }
}
