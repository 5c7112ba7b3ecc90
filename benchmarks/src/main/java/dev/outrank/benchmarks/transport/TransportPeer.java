package dev.outrank.benchmarks.transport;

import dev.outrank.benchmarks.registry.OneModelRegistry;
import dev.outrank.embedding.EmbeddingApplication;
import java.io.IOException;
import java.net.URI;
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
        int tcp = OneModelRegistry.freePort();
        int http = OneModelRegistry.freePort();
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
                        "--outrank.registry.url=" + registry(),
                        "--outrank.registry.poll-interval=1h",
                        "--outrank.registry.last-known-good=" + packed.resolve("last-known-good.json"));
        System.out.println(READY + floor + " " + tcp + " " + http);
        while (System.in.read() >= 0) {
            // The caller closes it.
        }
        return 0;
    }

    private URI registry() throws IOException {
        Path shards = Objects.requireNonNull(packed.toAbsolutePath().getParent());
        Path bundle = Objects.requireNonNull(shards.getParent());
        return OneModelRegistry.start(Shape.MODEL, Shape.VERSION, bundle, shards)
                .url();
    }
}
