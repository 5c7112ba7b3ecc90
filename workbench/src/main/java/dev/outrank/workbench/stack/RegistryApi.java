package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Registers and activates model versions at the config-server. */
final class RegistryApi {

    /** Registering reads headers of all packed shards. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Map<String, String> REASON = Map.of("author", "outrank", "reason", "local stack");

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

    /** Registers the version unless it is there already, and makes it the active one. */
    void publish(StackModel model) throws InterruptedException {
        String versions = model.name() + "/versions";
        JsonNode known = known(model.name());
        boolean registered = known.path("versions")
                .valueStream()
                .anyMatch(version -> version.path("version").asString().equals(model.version()));
        if (!registered) {
            Map<String, String> registration = new TreeMap<>(REASON);
            registration.put("version", model.version());
            registration.put("bundle", model.bundle().toUri().toString());
            registration.put("shards", model.shards().toUri().toString());
            post(versions, registration);
        }
        if (!known.path("activeVersion").asString("").equals(model.version())) {
            post(versions + "/" + model.version() + "/activate", REASON);
        }
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
