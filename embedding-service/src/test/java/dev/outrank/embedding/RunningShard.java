package dev.outrank.embedding;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The real application on random ports. */
public final class RunningShard implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningShard(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it with a registry, a directory of its own and more properties. */
    public static RunningShard start(int shard, URI registry, Path state, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.cloud.config.enabled=false",
                "--outrank.registry.url=" + registry,
                "--outrank.registry.last-known-good=" + state.resolve("last-known-good.json"),
                "--outrank.registry.poll-interval=50ms",
                "--outrank.embedding.load-retry-interval=100ms",
                "--outrank.embedding.shard=" + shard));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new RunningShard(
                new SpringApplicationBuilder(EmbeddingApplication.class).run(arguments.toArray(String[]::new)));
    }

    /** Returns one of its beans. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Sends a request and returns the answer; a pooled one is the caller's to close. */
    LookupAnswer lookup(LookupRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = post(frame(request));
        return LookupFrames.decodeAnswer(Unpooled.wrappedBuffer(response.body()));
    }

    /** Returns the bytes of a request. */
    public static byte[] frame(LookupRequest request) {
        ByteBuf frame = LookupFrames.encodeRequest(request, 17, UnpooledByteBufAllocator.DEFAULT);
        try {
            return ByteBufUtil.getBytes(frame);
        } finally {
            frame.release();
        }
    }

    HttpResponse<byte[]> post(byte[] body) throws IOException, InterruptedException {
        return client.send(lookupRequest(body), BodyHandlers.ofByteArray());
    }

    /** Sends a frame and returns at once. */
    public CompletableFuture<byte[]> postLater(byte[] body) {
        return client.sendAsync(lookupRequest(body), BodyHandlers.ofByteArray()).thenApply(HttpResponse::body);
    }

    private HttpRequest lookupRequest(byte[] body) {
        return request("local.server.port", "/lookup")
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Has the service end as at a SIGTERM, on another thread. */
    public CompletableFuture<Void> stopLater() {
        return CompletableFuture.runAsync(context::close);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request("local.server.port", path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> manage(String path) throws IOException, InterruptedException {
        return client.send(request("local.management.port", path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String portProperty, String path) {
        int port = context.getEnvironment().getRequiredProperty(portProperty, Integer.class);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
