package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A service on a free port that has its models from a {@link RegistryPage}. */
final class LoneService {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(3);
    private static final long PROBE_MILLIS = 100;
    private static final int TAIL_LINES = 5;

    private LoneService() {}

    /**
     * Returns what to start.
     *
     * @param directory an existing one, for its copy of the registry
     * @param registryPort where the page is
     * @param pollInterval how often it is asked, for example {@code 1s}
     * @param heap of its JVM
     * @param own more arguments
     */
    static ServiceSpec spec(
            LeasedImages images,
            ServiceKind kind,
            String name,
            Path directory,
            int registryPort,
            String pollInterval,
            JvmHeap heap,
            List<String> own)
            throws IOException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + StackPorts.management(port),
                "--outrank.embedding.tcp.port=" + StackPorts.lookups(port),
                "--spring.reactor.netty.shutdown-quiet-period=0s",
                "--spring.cloud.config.enabled=false",
                "--outrank.registry.url=http://127.0.0.1:" + registryPort,
                "--outrank.registry.poll-interval=" + pollInterval,
                // A first poll that is lost on a busy machine would not come again for long.
                "--outrank.registry.timeout=30s",
                // A copy of its own: that of an earlier group names what is served no more.
                "--outrank.registry.last-known-good="
                        + directory.resolve(name + "-" + registryPort + "-last-known-good.json")));
        arguments.addAll(own);
        ServiceImage image = Objects.requireNonNull(images.images().get(kind));
        return new ServiceSpec(name, image.command(JvmGoal.THROUGHPUT, heap, arguments), port);
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

    /**
     * Waits until a service is ready.
     *
     * @throws DependencyException with the end of its log, if it ends or is not ready in time
     */
    static void awaitReady(ServiceProcess process) throws InterruptedException {
        awaitReady(process, READY_TIMEOUT);
    }

    /** Waits for a while of the caller's choice, else as the other {@code awaitReady}. */
    static void awaitReady(ServiceProcess process, Duration timeout) throws InterruptedException {
        long begin = System.nanoTime();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            ReadinessProbe probe = new ReadinessProbe(http);
            while (!probe.isReady(process.spec().managementPort())) {
                boolean late = System.nanoTime() - begin > timeout.toNanos();
                if (process.exitCode().isPresent() || late) {
                    throw new DependencyException(
                            process.spec().name() + ": "
                                    + (late ? "not ready after " + timeout.toSeconds() + " s" : "ended")
                                    + " (expected: ready); its log ends:\n"
                                    + String.join("\n", process.tail(TAIL_LINES)),
                            null);
                }
                Thread.sleep(PROBE_MILLIS);
            }
        }
    }
}
