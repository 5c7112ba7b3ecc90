package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Registers and activates model versions at the config-server. */
final class RegistryApi {

    /** Registering reads headers of all packed shards. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Map<String, String> REASON = Map.of("author", "outrank", "reason", "local stack");

    private static final Set<String> ENDED = Set.of("RETIRING", "RETIRED", "FAILED");

    private final URI registry;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.shared();

    RegistryApi(int configPort, HttpClient http) {
        this(URI.create("http://127.0.0.1:" + configPort), http);
    }

    RegistryApi(URI configServer, HttpClient http) {
        this.registry = configServer.resolve("/registry/v1/");
        this.http = http;
    }

    /**
     * Makes a version with these files the active one, registering it unless it is there already. Where the registry knows the version's
     * name with other files, since it was packed elsewhere or by another build, the version is registered under the next free name.
     *
     * @return the name that the version has in the registry
     */
    String publish(StackModel model) throws InterruptedException {
        String versions = model.name() + "/versions";
        JsonNode known = known(model.name());
        Map<String, JsonNode> taken = new TreeMap<>();
        known.path("versions")
                .valueStream()
                .forEach(version -> taken.put(version.path("version").asString(), version));
        String name = model.version();
        for (int next = 2; taken.containsKey(name) && !serves(taken.get(name), model); next++) {
            name = model.version() + "-" + next;
        }
        if (!taken.containsKey(name)) {
            Map<String, String> registration = new TreeMap<>(REASON);
            registration.put("version", name);
            registration.put("bundle", model.bundle().toUri().toString());
            registration.put("shards", model.shards().toUri().toString());
            post(versions, registration);
        }
        if (!known.path("activeVersion").asString("").equals(name)) {
            post(versions + "/" + name + "/activate", REASON);
        }
        return name;
    }

    /** Returns whether a registered version has these files, and is not at its end. */
    private static boolean serves(@Nullable JsonNode version, StackModel model) {
        return version != null
                && !ENDED.contains(version.path("state").asString(""))
                && isDirectory(version.path("bundle").asString(""), model.bundle())
                && isDirectory(version.path("shards").asString(""), model.shards());
    }

    private static boolean isDirectory(String uri, Path directory) {
        try {
            return Path.of(URI.create(uri)).normalize().equals(directory);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return false;
        }
    }

    /** Returns every model with its active version. */
    List<ActiveModel> activeModels() throws InterruptedException {
        return snapshot()
                .path("models")
                .valueStream()
                .flatMap(RegistryApi::active)
                .toList();
    }

    private static Stream<ActiveModel> active(JsonNode model) {
        String active = model.path("activeVersion").asString("");
        return model.path("versions")
                .valueStream()
                .filter(version -> version.path("version").asString().equals(active))
                .map(version -> new ActiveModel(
                        model.path("name").asString(),
                        active,
                        URI.create(version.path("shards").asString())));
    }

    /** Returns what the registry has of a model; a missing node where it knows none of that name. */
    private JsonNode known(String model) throws InterruptedException {
        return snapshot()
                .path("models")
                .valueStream()
                .filter(entry -> entry.path("name").asString().equals(model))
                .findFirst()
                .orElseGet(json::missingNode);
    }

    /** Returns the registry's snapshot. */
    JsonNode snapshot() throws InterruptedException {
        return json.readTree(send(HttpRequest.newBuilder(registry.resolve("snapshot"))));
    }

    private void post(String path, Map<String, String> body) throws InterruptedException {
        send(HttpRequest.newBuilder(registry.resolve("models/" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    private String send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.timeout(TIMEOUT).build();
        String what = "registry: " + request.method() + " " + request.uri();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new DependencyException(
                        what + " answered " + answer.statusCode() + " " + answer.body() + " (expected: 2xx)");
            }
            return answer.body();
        } catch (IOException e) {
            throw new DependencyException(what + " failed: " + e + " (expected: an answer)", e);
        }
    }
}
