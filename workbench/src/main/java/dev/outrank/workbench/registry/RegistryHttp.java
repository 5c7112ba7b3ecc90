package dev.outrank.workbench.registry;

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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON to and from the registry. Thread-safe. */
final class RegistryHttp {

    /** Registering reads headers of all packed shards. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Registries of other builds may say more, or less. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final int CLIENT_ERROR = 4;
    private static final int SUCCESS = 2;

    private final URI root;
    private final HttpClient http;

    RegistryHttp(URI configServer, HttpClient http) {
        this.root = configServer.resolve("/registry/v1/");
        this.http = http;
    }

    /**
     * Returns what is at an address.
     *
     * @throws RegistryRefusalException with the registry's words and its status
     * @throws DependencyException if it fails, or does not answer
     */
    JsonNode get(String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(root.resolve(path)));
    }

    /** Posts a body; else as {@link #get}. */
    JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
        return send(HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private JsonNode send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.timeout(TIMEOUT).build();
        String what = "registry: " + request.method() + " " + request.uri();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            int hundreds = answer.statusCode() / 100;
            if (hundreds == CLIENT_ERROR) {
                throw new RegistryRefusalException(answer.statusCode(), words(answer.body(), what));
            }
            if (hundreds != SUCCESS) {
                throw new DependencyException(
                        what + " answered " + answer.statusCode() + " " + answer.body() + " (expected: 2xx)");
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new DependencyException(what + " failed: " + e + " (expected: an answer)", e);
        } catch (JacksonException e) {
            throw new DependencyException(what + ": " + e.getOriginalMessage() + " (expected: JSON)", e);
        }
    }

    /** Returns what a problem says, or the whole of what is none. */
    private static String words(String body, String what) {
        try {
            String detail = JSON.readTree(body).path("detail").asString("");
            return detail.isEmpty() ? what + " answered " + body : "registry: " + detail;
        } catch (JacksonException e) {
            return what + " answered " + body;
        }
    }

    /**
     * Returns a node as a value.
     *
     * @throws DependencyException if it is none
     */
    static <T> T read(JsonNode node, Class<T> type) {
        try {
            return JSON.treeToValue(node, type);
        } catch (JacksonException e) {
            throw new DependencyException(
                    "registry: " + type.getSimpleName() + ": " + e.getOriginalMessage()
                            + " (expected: what docs/registry.md says)",
                    e);
        }
    }
}
