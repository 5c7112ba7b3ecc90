package dev.outrank.gateway;

import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** A ranking service that answers as a test tells it, and remembers what reached it. */
final class FakeRanking implements AutoCloseable {

    /** What reached the fake: the head of a request and, once it has come whole, its body. */
    record Received(String method, String uri, HttpHeaders headers, String body) {}

    /** How the fake answers. */
    @FunctionalInterface
    interface Script {
        Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response);
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<HttpHeaders> heads = new CopyOnWriteArrayList<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    /** Its own: those that Reactor Netty shares end with the first gateway that stops. */
    private final LoopResources loops = LoopResources.create("fake-ranking", 1, true);

    private final DisposableServer server;
    private volatile Script script = this::echo;
    private volatile boolean ready = true;

    private FakeRanking(int port) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .runOn(loops)
                .doOnConnection(connection -> connections.add(connection.channel()))
                .handle((request, response) -> {
                    if (isReadinessCheck(request)) {
                        return response.status(ready ? 200 : 503).send();
                    }
                    heads.add(request.requestHeaders().copy());
                    return script.answer(request, response);
                })
                .bindNow(Duration.ofSeconds(30));
    }

    static FakeRanking start() {
        return new FakeRanking(0);
    }

    /** Starts on a port that is known to be free. */
    static FakeRanking startOn(int port) {
        return new FakeRanking(port);
    }

    int port() {
        return server.port();
    }

    /** Returns the whole requests that came, in order. */
    List<Received> received() {
        return received;
    }

    /** Returns the heads of all requests that came, whole or not. */
    List<HttpHeaders> heads() {
        return heads;
    }

    void answerBy(Script newScript) {
        script = newScript;
    }

    void forgetAndEcho() {
        received.clear();
        heads.clear();
        script = this::echo;
    }

    /** Says from now on that it is ready, or that it is not. Who asks is not remembered among the requests. */
    void sayReady(boolean isReady) {
        ready = isReady;
    }

    private static boolean isReadinessCheck(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) && request.uri().equals("/v2/health/ready");
    }

    /** Reads the whole body, remembers the request and sends the body back. */
    Publisher<Void> echo(HttpServerRequest request, HttpServerResponse response) {
        return record(request).flatMap(body -> response.header("X-Answered-By", Integer.toString(port()))
                .sendString(Mono.just(body))
                .then());
    }

    /** Reads the whole body, remembers the request and returns the body. */
    Mono<String> record(HttpServerRequest request) {
        return request.receive()
                .aggregate()
                .asString(StandardCharsets.UTF_8)
                .defaultIfEmpty("")
                .doOnNext(body -> received.add(new Received(
                        request.method().name(),
                        request.uri(),
                        request.requestHeaders().copy(),
                        body)));
    }

    /** Answers with a head that promises a body, sends the given part and breaks the connection. */
    static Script breakingAfter(String part) {
        return (request, response) -> Mono.from(flushing(response.header("Content-Length", "1000"), Flux.just(part)))
                .then(Mono.fromRunnable(() -> response.withConnection(connection -> {
                    var _ = connection.channel().close();
                })));
    }

    /** Takes the whole request and then resets the connection (TCP RST) without an answer. */
    Publisher<Void> reset(HttpServerRequest request, HttpServerResponse response) {
        return record(request)
                .doOnNext(body -> response.withConnection(connection -> {
                    connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                    connection.dispose();
                }))
                .then();
    }

    /** Sends each text as soon as it comes. */
    static Publisher<Void> flushing(HttpServerResponse response, Flux<String> texts) {
        return response.send(ByteBufFlux.fromString(texts), text -> true);
    }

    @Override
    public void close() {
        if (!connections.close().awaitUninterruptibly(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("connections: still open (expected: closed within 30 s)");
        }
        server.disposeNow(Duration.ofSeconds(30));
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(30)).block(Duration.ofSeconds(30));
    }
}
