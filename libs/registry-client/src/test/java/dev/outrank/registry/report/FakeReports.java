package dev.outrank.registry.report;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** A registry that takes reports, on a port of its own. */
final class FakeReports implements AutoCloseable {

    /** One request; {@code report} is null for a farewell. */
    record Told(String path, @Nullable ReplicaReport report) {}

    /** In the order in which they came. */
    final List<Told> told = new CopyOnWriteArrayList<>();

    private volatile int status = 204;
    private volatile Mono<Void> before = Mono.empty();
    private final DisposableServer server = HttpServer.create()
            .bindAddress(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .route(routes -> routes.put("/registry/v1/replicas/{instance}", this::put)
                    .delete("/registry/v1/replicas/{instance}", this::delete))
            .bindNow(Duration.ofSeconds(10));

    private Publisher<Void> put(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asByteArray().flatMap(body -> {
            told.add(new Told(request.uri(), JsonMapper.shared().readValue(body, ReplicaReport.class)));
            return before.then(response.status(status).send().then());
        });
    }

    private Publisher<Void> delete(HttpServerRequest request, HttpServerResponse response) {
        told.add(new Told(request.uri(), null));
        return before.then(response.status(204).send().then());
    }

    void answers(int next) {
        status = next;
    }

    /** Has each answer wait for this. */
    void waitsFor(Mono<Void> event) {
        before = event;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(10));
    }
}
