package dev.outrank.benchmarks.transport;

import com.sun.net.httpserver.HttpServer;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.embedding.EmbeddingApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The other process: the floor's server, and the embedding service. Ends when its input does. */
@Command(name = "transport-peer", hidden = true, description = "The servers of 'transport'.")
public final class TransportPeer implements Callable<Integer> {

    /** Before the ports on the line that says that it is ready. */
    static final String READY = "transport-peer ready: ";

    @Option(names = "--packed", required = true)
    private Path packed = Path.of("");

    @Option(names = "--inline", defaultValue = "256KB")
    private String inline = "";

    @Override
    public Integer call() throws IOException {
        System.setProperty("reactor.netty.ioWorkerCount", "1");
        int floor = FloorServer.start();
        int tcp = freePort();
        int http = freePort();
        new SpringApplicationBuilder(EmbeddingApplication.class)
                .run(
                        // Both services' settings are on the class path.
                        "--spring.config.location=optional:classpath:/none/",
                        "--spring.main.banner-mode=off",
                        "--spring.cloud.config.enabled=false",
                        "--spring.cloud.discovery.enabled=false",
                        "--server.address=127.0.0.1",
                        "--server.port=" + http,
                        "--outrank.embedding.tcp.port=" + tcp,
                        "--outrank.embedding.tcp.inline-bytes=" + inline,
                        "--outrank.embedding.shard=0",
                        "--management.observations.enable.http.server.requests=false",
                        "--outrank.registry.url=http://127.0.0.1:" + registry(),
                        "--outrank.registry.poll-interval=1h",
                        "--outrank.registry.last-known-good=" + packed.resolve("last-known-good.json"));
        System.out.println(READY + floor + " " + tcp + " " + http);
        while (System.in.read() >= 0) {
            // The caller closes it.
        }
        return 0;
    }

    private int registry() throws IOException {
        Path shards = Objects.requireNonNull(packed.toAbsolutePath().getParent());
        Path bundle = Objects.requireNonNull(shards.getParent());
        String fingerprint =
                PlanFormat.read(shards.resolve(PlanFormat.FILE_NAME)).bundleFingerprint();
        byte[] snapshot = ("{\"revision\":1,\"models\":[{\"name\":\"" + Shape.MODEL + "\",\"activeVersion\":\""
                        + Shape.VERSION + "\",\"versions\":[{\"version\":\"" + Shape.VERSION
                        + "\",\"state\":\"SERVING\",\"bundle\":\""
                        + bundle.toUri() + "\",\"shards\":\"" + shards.toUri()
                        + "\",\"bundleFingerprint\":\"" + fingerprint + "\"}]}]}")
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/registry/v1/snapshot", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, snapshot.length);
            exchange.getResponseBody().write(snapshot);
            exchange.close();
        });
        server.start();
        return server.getAddress().getPort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
