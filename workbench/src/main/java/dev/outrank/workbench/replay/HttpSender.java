package dev.outrank.workbench.replay;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Sends over HTTP/1.1 from one event loop. Owns its connections and its thread. */
final class HttpSender implements Sender, AutoCloseable {

    /** Requests that may wait for a connection: seconds of a rate that one core can send. */
    private static final int MAX_WAITING = 100_000;

    private static final int LOOPS = 1;

    /** The failures of the pool, whose types are nobody's to name: the wait was too long, or too many waited. */
    private static final String WAITED = "PoolAcquire";

    private final ConnectionProvider connections;
    private final LoopResources loop = LoopResources.create("replay", LOOPS, true);
    private final List<HttpClient.ResponseReceiver<?>> prepared;

    /**
     * Opens nothing yet.
     *
     * @param target scheme, host and port
     * @param version null for the active one
     * @param maxConnections at most so many at a time; requests wait beyond
     * @param timeout for a connection, and again for the answer
     */
    HttpSender(
            URI target,
            String model,
            @Nullable String version,
            PreparedRequests requests,
            int maxConnections,
            Duration timeout) {
        connections = ConnectionProvider.builder("replay")
                .maxConnections(maxConnections)
                .pendingAcquireMaxCount(MAX_WAITING)
                .pendingAcquireTimeout(timeout)
                .build();
        HttpClient client = HttpClient.create(connections)
                .runOn(loop)
                .baseUrl(target.toString())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
                .responseTimeout(timeout)
                // A request that is silently sent twice would hide the failure of the first.
                .disableRetry(true)
                .headers(headers -> headers.set("Content-Type", requests.api().contentType())
                        // Whoever waits no longer needs no answer.
                        .set("X-Request-Timeout-Ms", timeout.toMillis()));
        String path = requests.api().path(model, version);
        prepared = IntStream.range(0, requests.count())
                .<HttpClient.ResponseReceiver<?>>mapToObj(index -> receiver(client, path, requests.get(index)))
                .toList();
    }

    private static HttpClient.ResponseReceiver<?> receiver(HttpClient client, String path, PreparedRequest request) {
        HttpClient own = request.headerLength().isPresent()
                ? client.headers(headers ->
                        headers.set(Api.HEADER_LENGTH, request.headerLength().getAsInt()))
                : client;
        return own.post().uri(path).send(Mono.fromSupplier(request.body()::retainedDuplicate));
    }

    @Override
    public void send(int request, Receiver receiver) {
        prepared.get(request)
                .responseSingle((response, body) -> body.defaultIfEmpty(Unpooled.EMPTY_BUFFER)
                        .doOnNext(bytes -> receiver.answered(new Answer(
                                response.status().code(), headerLength(response), bytes, serverTiming(response)))))
                .subscribe(bytes -> {}, failure -> fail(receiver, failure), receiver::ended);
    }

    private static int headerLength(HttpClientResponse response) {
        return response.responseHeaders().getInt(Api.HEADER_LENGTH, -1);
    }

    private static String serverTiming(HttpClientResponse response) {
        String value = response.responseHeaders().get("Server-Timing");
        return value == null ? "" : value;
    }

    private static void fail(Receiver receiver, Throwable failure) {
        receiver.failed(kind(failure), failure.toString());
        receiver.ended();
    }

    private static String kind(Throwable failure) {
        return switch (failure) {
            case ConnectTimeoutException _ -> "connect-timeout";
            case ConnectException _ -> "connect-refused";
            case ReadTimeoutException _ -> "timeout";
            default -> failure.getClass().getSimpleName().startsWith(WAITED) ? "no-connection-free" : "connection-lost";
        };
    }

    @Override
    public void close() {
        connections.disposeLater().block();
        loop.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
    }
}
