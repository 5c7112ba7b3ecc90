package dev.outrank.workbench.stack;

import com.sun.net.httpserver.HttpServer;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * One service as a process of its own, without the rest of a stack: its registry is a page of this process that names one version. Never outlives this
 * process. Thread-safe.
 */
public final class LoneService implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
    /** It holds nothing that could be lost, and whoever presses Ctrl-C in a measurement leaves calls open that it would wait for. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final long PROBE_MILLIS = 100;
    private static final int TAIL_LINES = 5;
    private final LeasedImages images;
    private final HttpServer registry;
    private final ServiceProcess process;
    private final Thread hook = new Thread(this::stop, "stop-lone-service");

    private LoneService(LeasedImages images, HttpServer registry, ServiceProcess process) {
        this.images = images;
        this.registry = registry;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts an embedding service on shard 0 of a model, in a JVM as {@code outrank up} gives it, and returns when it serves.
     *
     * @param root the project's directory
     * @param directory an existing one, for its log and its copy of the registry
     * @throws dev.outrank.bundle.failure.CallerException if the services are not built
     * @throws DependencyException if it is not ready in time
     */
    public static LoneService embedding(
            Path root, Path directory, StackModel model, String bundleFingerprint, Consumer<String> progress)
            throws InterruptedException {
        List<String> arguments = List.of("--outrank.embedding.shard=0");
        return start(ServiceKind.EMBEDDING, root, directory, model, bundleFingerprint, arguments, progress);
    }

    /** Starts a ranking service that holds all shards of a model itself; else as {@link #embedding}. */
    public static LoneService singularRanking(
            Path root, Path directory, StackModel model, String bundleFingerprint, Consumer<String> progress)
            throws InterruptedException {
        List<String> arguments = List.of("--outrank.ranking.mode=singular");
        return start(ServiceKind.RANKING, root, directory, model, bundleFingerprint, arguments, progress);
    }

    private static LoneService start(
            ServiceKind kind,
            Path root,
            Path directory,
            StackModel model,
            String bundleFingerprint,
            List<String> arguments,
            Consumer<String> progress)
            throws InterruptedException {
        LoneService started = begin(kind, root, directory, registry(model, bundleFingerprint), arguments, progress);
        boolean ready = false;
        try {
            started.awaitReady();
            ready = true;
            return started;
        } finally {
            if (!ready) {
                started.close();
            }
        }
    }

    private static LoneService begin(
            ServiceKind kind,
            Path root,
            Path directory,
            HttpServer registry,
            List<String> arguments,
            Consumer<String> progress)
            throws InterruptedException {
        LeasedImages images = null;
        boolean begun = false;
        try {
            images = new ServiceImages(root, progress).lease();
            int registryPort = registry.getAddress().getPort();
            ServiceSpec spec = spec(kind, images, directory, registryPort, arguments);
            Path log = directory.resolve(kind.module() + ".log");
            LoneService started = new LoneService(images, registry, ServiceProcess.start(spec, log));
            begun = true;
            return started;
        } catch (IOException e) {
            throw new InternalException(kind.module() + ": " + e.getMessage() + " (expected: to start)", e);
        } finally {
            if (!begun) {
                registry.stop(0);
                if (images != null) {
                    images.close();
                }
            }
        }
    }

    private static HttpServer registry(StackModel model, String bundleFingerprint) {
        byte[] snapshot = JsonMapper.shared()
                .writeValueAsString(new Snapshot(1, List.of(Entry.of(model, bundleFingerprint))))
                .getBytes(StandardCharsets.UTF_8);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/registry/v1/snapshot", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.getResponseHeaders().set("ETag", "\"1\"");
                exchange.sendResponseHeaders(200, snapshot.length);
                exchange.getResponseBody().write(snapshot);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new InternalException("registry: " + e + " (expected: a free port)", e);
        }
    }

    private static ServiceSpec spec(
            ServiceKind kind, LeasedImages images, Path directory, int registryPort, List<String> own)
            throws IOException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + StackPorts.management(port),
                "--spring.reactor.netty.shutdown-quiet-period=0s",
                "--spring.cloud.config.enabled=false",
                "--outrank.registry.url=http://127.0.0.1:" + registryPort,
                // It is asked once: polls would disturb measurements.
                "--outrank.registry.poll-interval=1h",
                "--outrank.registry.last-known-good=" + directory.resolve(kind.module() + "-last-known-good.json")));
        if (kind == ServiceKind.EMBEDDING) {
            arguments.add("--outrank.embedding.tcp.port=" + StackPorts.lookups(port));
        }
        arguments.addAll(own);
        ServiceImage image = Objects.requireNonNull(images.images().get(kind));
        return new ServiceSpec(kind.module(), image.command(JvmGoal.THROUGHPUT, arguments), port);
    }

    /** Returns a port that is free together with those for management and lookups. */
    private static int freePort() throws IOException {
        while (true) {
            try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int management = StackPorts.management(service.getLocalPort());
                int lookups = StackPorts.lookups(service.getLocalPort());
                if (lookups < 1 << Character.SIZE && isFree(management) && isFree(lookups)) {
                    return service.getLocalPort();
                }
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitReady() throws InterruptedException {
        long begin = System.nanoTime();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            ReadinessProbe probe = new ReadinessProbe(http);
            while (!probe.isReady(process.spec().managementPort())) {
                boolean late = System.nanoTime() - begin > READY_TIMEOUT.toNanos();
                if (process.exitCode().isPresent() || late) {
                    throw new DependencyException(
                            process.spec().name() + ": "
                                    + (late ? "not ready after " + READY_TIMEOUT.toSeconds() + " s" : "ended")
                                    + " (expected: ready); its log ends:\n"
                                    + String.join("\n", process.tail(TAIL_LINES)),
                            null);
                }
                Thread.sleep(PROBE_MILLIS);
            }
        }
    }

    /** Returns where it answers HTTP. */
    public int port() {
        return process.spec().port();
    }

    /** Returns where an embedding service answers lookups over TCP. */
    public int lookupPort() {
        return StackPorts.lookups(process.spec().port());
    }

    /** Returns its process. */
    public ProcessHandle handle() {
        return process.process().toHandle();
    }

    private void stop() {
        ProcessStopper.stop(List.of(handle()), GRACE);
    }

    /** Ends the process; returns when it is gone. */
    @Override
    public void close() {
        stop();
        registry.stop(0);
        images.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already; its hook finds nothing left to stop.
            return;
        }
    }

    private record Snapshot(long revision, List<Entry> models) {}

    private record Entry(String name, String activeVersion, List<Version> versions) {

        static Entry of(StackModel model, String fingerprint) {
            Version version = new Version(
                    model.version(),
                    "SERVING",
                    model.bundle().toUri().toString(),
                    model.shards().toUri().toString(),
                    fingerprint);
            return new Entry(model.name(), model.version(), List.of(version));
        }
    }

    private record Version(String version, String state, String bundle, String shards, String bundleFingerprint) {}
}
