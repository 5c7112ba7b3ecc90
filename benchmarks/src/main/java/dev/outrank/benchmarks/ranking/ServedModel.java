package dev.outrank.benchmarks.ranking;

import dev.outrank.benchmarks.registry.OneModelRegistry;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.ranking.RankingApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;

/** A ranking service in this process that holds a model's tables itself. */
final class ServedModel implements AutoCloseable {

    private static final String VERSION = "1";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ConfigurableApplicationContext context;
    private final int port;
    private final String path;

    private ServedModel(ConfigurableApplicationContext context, int port, String path) {
        this.context = context;
        this.port = port;
        this.path = path;
    }

    /** Starts the service; the first call must wait until it has loaded the model, see {@link #await}. */
    static ServedModel start(PreparedModel model, MemoryMode memory) throws IOException {
        OneModelRegistry registry =
                OneModelRegistry.start(model.name(), VERSION, model.bundle().directory(), model.shards());
        Path known = Files.createTempDirectory("outrank-bench-ranking").resolve("last-known-good.json");
        int port = OneModelRegistry.freePort();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(RankingApplication.class)
                .run(
                        // Both services' settings are on the class path; those of ranking that cost something are
                        // below.
                        "--spring.config.location=optional:classpath:/none/",
                        "--spring.main.banner-mode=off",
                        "--spring.cloud.config.enabled=false",
                        "--spring.cloud.discovery.enabled=false",
                        "--logging.level.root=warn",
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--outrank.ranking.mode=singular",
                        "--outrank.ranking.memory=" + memory.name().toLowerCase(Locale.ROOT),
                        "--outrank.registry.url=" + registry.url(),
                        "--outrank.registry.poll-interval=1h",
                        "--outrank.registry.timeout=5m",
                        "--outrank.registry.last-known-good=" + known);
        return new ServedModel(context, port, "/v2/models/" + model.name() + "/infer");
    }

    /** Returns a way to the service over a connection. */
    HttpCalls http() throws IOException {
        return new HttpCalls(port, path);
    }

    /** Returns a way to the service's routes. */
    DirectCalls direct() {
        return new DirectCalls(context.getBean(HttpHandler.class), path);
    }

    /** Waits until a request is answered. */
    void await(CallBody body) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Calls calls = direct();
        while (!answers(calls, body)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("ranking: no answer within " + PATIENCE + " (expected: a model)");
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private static boolean answers(Calls calls, CallBody body) {
        try {
            calls.call(body);
            return true;
        } catch (IOException | IllegalStateException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
