package dev.outrank.registry;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

/** A registry on a port of its own that can be stopped and started again. */
final class FakeRegistry implements AutoCloseable {

    /** One answer: given for every request until it is replaced. */
    record Answer(
            int status,
            String body,
            @Nullable String registry,
            @Nullable String etag,
            Duration delay) {

        static Answer snapshot(String registry, RegistrySnapshot snapshot) {
            return new Answer(
                    200,
                    new String(SnapshotFormat.toJson(snapshot), StandardCharsets.UTF_8),
                    registry,
                    "\"" + registry + "." + snapshot.revision() + "\"",
                    Duration.ZERO);
        }

        static Answer text(int status, String body) {
            return new Answer(status, body, null, null, Duration.ZERO);
        }

        Answer after(Duration wait) {
            return new Answer(status, body, registry, etag, wait);
        }
    }

    /** The values of {@code If-None-Match}, in order; "-" for none. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private volatile Answer answer = Answer.text(404, "");
    private volatile @Nullable DisposableServer server;
    private final int port;

    FakeRegistry() {
        port = bind(0).port();
    }

    private DisposableServer bind(int at) {
        DisposableServer bound = HttpServer.create()
                .bindAddress(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), at))
                .route(routes -> routes.get("/registry/v1/snapshot", this::handle))
                .bindNow(Duration.ofSeconds(10));
        server = bound;
        return bound;
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        Answer now = answer;
        String tag = request.requestHeaders().get("If-None-Match", "-");
        asked.add(tag);
        if (now.etag() != null) {
            response.header("ETag", now.etag());
        }
        if (now.registry() != null) {
            response.header(HttpSnapshotSource.REGISTRY_HEADER, now.registry());
        }
        if (tag.equals(now.etag())) {
            return response.status(304).send();
        }
        return Mono.delay(now.delay())
                .then(response.status(now.status())
                        .header("Content-Type", "application/json")
                        .sendString(Mono.just(now.body()))
                        .then());
    }

    void answers(Answer next) {
        answer = next;
    }

    void stop() {
        DisposableServer running = server;
        if (running != null) {
            running.disposeNow(Duration.ofSeconds(10));
            server = null;
        }
    }

    void startAgain() {
        bind(port);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        stop();
    }
}
