package dev.outrank.embedding;

import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.ReplicaReport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** A registry that knows what a test tells it. */
public final class FakeRegistry implements AutoCloseable {

    private final Map<String, ReplicaReport> reports = new ConcurrentHashMap<>();
    private final DisposableServer server;
    private volatile RegistrySnapshot snapshot = new RegistrySnapshot(0, List.of());

    private FakeRegistry() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/registry/v1/snapshot", this::answer)
                        .put("/registry/v1/replicas/{instance}", this::keep)
                        .delete("/registry/v1/replicas/{instance}", this::forget))
                .bindNow(Duration.ofSeconds(10));
    }

    /** Starts one that knows of nothing. */
    public static FakeRegistry start() {
        return new FakeRegistry();
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        RegistrySnapshot current = snapshot;
        String tag = "\"" + current.revision() + "\"";
        if (tag.equals(request.requestHeaders().get("If-None-Match"))) {
            return response.status(304).send();
        }
        return response.header("Content-Type", "application/json")
                .header("ETag", tag)
                .sendByteArray(Mono.just(JsonMapper.shared().writeValueAsBytes(current)))
                .then();
    }

    private Publisher<Void> keep(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asByteArray().flatMap(body -> {
            reports.put(
                    Objects.requireNonNull(request.param("instance")),
                    JsonMapper.shared().readValue(body, ReplicaReport.class));
            return response.status(204).send().then();
        });
    }

    private Publisher<Void> forget(HttpServerRequest request, HttpServerResponse response) {
        reports.remove(Objects.requireNonNull(request.param("instance")));
        return response.status(204).send();
    }

    /** Returns what an instance reported last; null where it has not, or has said farewell. */
    public @Nullable ReplicaReport report(String instance) {
        return reports.get(instance);
    }

    /** Publishes the next revision. */
    public void publish(ModelEntry... models) {
        snapshot = new RegistrySnapshot(snapshot.revision() + 1, List.of(models));
    }

    /** Returns a model with some versions. */
    public static ModelEntry model(String name, VersionEntry... versions) {
        return new ModelEntry(name, null, List.of(versions));
    }

    /** Returns a version that is ready. */
    public static VersionEntry version(String version, PackedModel model) {
        return version(version, VersionState.READY, model);
    }

    static VersionEntry version(String version, VersionState state, PackedModel model) {
        return new VersionEntry(version, state, model.bundle(), model.packed().toUri(), model.bundleFingerprint());
    }

    /** Returns where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(10));
    }
}
