package dev.outrank.workbench.checked;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Asks the gateways in turn, over HTTP/1.1 from one event loop. Only where a connection is refused, so that nothing can have been sent, the next gateway is
 * asked: any other failure is what it is. Owns its connections and its thread.
 */
public final class GatewayClient implements AutoCloseable {

    /** For each gateway; more requests wait. */
    private static final int CONNECTIONS = 512;

    /** Below the drain of the gateways: one that leaves tells those who ask meanwhile, and closes on the others. */
    private static final Duration LONGEST_IDLE = Duration.ofMillis(500);

    /** Longer than a gateway takes to stop and to start: balancers look at its readiness, this at what it says. */
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private static final int MAX_WAITING = 20_000;
    private static final String WAITED = "PoolAcquire";

    private final LoopResources loop = LoopResources.create("checked-load", 1, true);
    private final ConnectionProvider connections;
    private final List<HttpClient> gateways;
    private final AtomicInteger next = new AtomicInteger();
    /** Until when each gateway is left alone, by {@link System#nanoTime()}. */
    private final AtomicLongArray leavingUntilNanos;

    /**
     * Opens nothing yet.
     *
     * @param budget how long requests may take, as they say themselves
     * @param patience how long this waits for a connection, and again for an answer: longer, so that the services' own end of a request is seen
     */
    public GatewayClient(List<Integer> ports, Duration budget, Duration patience) {
        connections = ConnectionProvider.builder("checked-load")
                .maxConnections(CONNECTIONS)
                .pendingAcquireMaxCount(MAX_WAITING)
                .pendingAcquireTimeout(patience)
                .maxIdleTime(LONGEST_IDLE)
                .build();
        HttpClient client = HttpClient.create(connections)
                .runOn(loop)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(patience.toMillis()))
                .responseTimeout(patience)
                // A request that is silently sent twice would hide the failure of the first.
                .disableRetry(true)
                .headers(headers ->
                        headers.set("Content-Type", "application/json").set("X-Request-Timeout-Ms", budget.toMillis()));
        gateways = ports.stream()
                .map(port -> client.baseUrl("http://127.0.0.1:" + port))
                .toList();
        leavingUntilNanos = new AtomicLongArray(ports.size());
        for (int gateway = 0; gateway < ports.size(); gateway++) {
            leavingUntilNanos.set(gateway, System.nanoTime());
        }
    }

    /**
     * Sends a request.
     *
     * @param listener hears of the end once, on the event loop; not where the caller leaves before
     * @return by which the caller leaves
     */
    public Disposable ask(CheckedRequest request, Consumer<Reply> listener) {
        return ask(request, choose(), gateways.size() - 1).subscribe(listener);
    }

    /** Returns the next gateway in turn that does not say it is about to stop. */
    private int choose() {
        int turn = Math.floorMod(next.getAndIncrement(), gateways.size());
        for (int i = 0; i < gateways.size(); i++) {
            int gateway = (turn + i) % gateways.size();
            if (System.nanoTime() - leavingUntilNanos.get(gateway) >= 0) {
                return gateway;
            }
        }
        return turn;
    }

    private Mono<Reply> ask(CheckedRequest request, int gateway, int others) {
        return gateways.get(gateway)
                .post()
                .uri(request.path())
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body())))
                .responseSingle((response, body) -> {
                    if (response.responseHeaders().contains("Connection", "close", true)) {
                        leavingUntilNanos.set(gateway, System.nanoTime() + LEAVING.toNanos());
                    }
                    return body.asByteArray().defaultIfEmpty(new byte[0]).map(bytes -> answer(response, bytes));
                })
                .onErrorResume(failure -> others > 0 && failure instanceof ConnectException
                        ? ask(request, (gateway + 1) % gateways.size(), others - 1)
                        : Mono.just(new Reply.Lost(kind(failure), failure.toString())));
    }

    private static Reply answer(HttpClientResponse response, byte[] body) {
        @Nullable String retryAfter = response.responseHeaders().get("Retry-After");
        return new Reply.Answer(response.status().code(), retryAfter, body);
    }

    private static String kind(Throwable failure) {
        String type = failure.getClass().getSimpleName();
        return type.startsWith(WAITED) ? "no connection free" : "lost: " + type;
    }

    @Override
    public void close() {
        connections.disposeLater().block();
        loop.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
    }
}
