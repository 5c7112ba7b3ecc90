package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Services that serve one model at a time without the rest of a stack: a ranking service with its shards, or one that holds all tables, or shards alone. Their
 * registry is a page of this process. Never outlives this process. Thread-safe.
 */
public final class ServiceGroup implements AutoCloseable {

    /** They hold nothing that could be lost, and whoever presses Ctrl-C in a measurement leaves calls open that they would wait for. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** It is asked once: polls would disturb measurements. */
    private static final String NEVER = "1h";

    private static final String OFTEN = "1s";
    private static final String INSTANCES = "--spring.cloud.discovery.client.simple.instances.";

    private final LeasedImages images;
    private final RegistryPage registry;
    private final Home home;
    private final List<ServiceProcess> started = new ArrayList<>();
    private final Thread hook = new Thread(this::stop, "stop-services");

    /**
     * Where services come from and leave what they write.
     *
     * @param root the project's directory
     * @param directory an existing one, for logs and copies of the registry
     * @param progress told what takes long
     */
    public record Home(Path root, Path directory, Consumer<String> progress) {}

    private ServiceGroup(Home home, StackModel model, String bundleFingerprint) throws InterruptedException {
        this.home = home;
        this.images = new ServiceImages(home.root(), home.progress()).lease();
        this.registry = RegistryPage.serve(List.of(model), bundleFingerprint);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts services into a group; a group of which one does not start is closed. */
    private interface Start {
        void into(ServiceGroup group) throws IOException, InterruptedException;
    }

    private static ServiceGroup start(Home home, StackModel model, String bundleFingerprint, Start start)
            throws InterruptedException {
        ServiceGroup group = new ServiceGroup(home, model, bundleFingerprint);
        boolean ready = false;
        try {
            start.into(group);
            for (ServiceProcess process : group.started) {
                LoneService.awaitReady(process);
            }
            ready = true;
            return group;
        } catch (IOException e) {
            throw new InternalException(model.name() + ": " + e.getMessage() + " (expected: services that start)", e);
        } finally {
            if (!ready) {
                group.close();
            }
        }
    }

    /**
     * Starts the shards of a model, and returns when they serve.
     *
     * @param properties arguments of each, in the form {@code --name=value}
     * @throws dev.outrank.bundle.failure.CallerException if the services are not built
     * @throws dev.outrank.bundle.failure.DependencyException if one is not ready in time
     */
    public static ServiceGroup shards(
            Home home, StackModel model, String bundleFingerprint, int shards, List<String> properties)
            throws InterruptedException {
        return start(home, model, bundleFingerprint, group -> group.startShards(shards, properties, NEVER));
    }

    /** Starts the shards of a model and a ranking service that calls them, which comes last; else as {@link #shards}. */
    public static ServiceGroup distributed(
            Home home, StackModel model, String bundleFingerprint, int shards, List<String> properties)
            throws InterruptedException {
        return distributed(home, model, bundleFingerprint, shards, properties, NEVER);
    }

    /** Starts what hears of versions that are published later, as {@link #singular} does; else as {@link #distributed}. */
    public static ServiceGroup listening(
            Home home, StackModel model, String bundleFingerprint, int shards, List<String> properties)
            throws InterruptedException {
        return distributed(home, model, bundleFingerprint, shards, properties, OFTEN);
    }

    private static ServiceGroup distributed(
            Home home,
            StackModel model,
            String bundleFingerprint,
            int shards,
            List<String> properties,
            String pollInterval)
            throws InterruptedException {
        return start(home, model, bundleFingerprint, group -> {
            group.startShards(shards, properties, pollInterval);
            List<String> arguments = new ArrayList<>(List.of("--outrank.ranking.mode=distributed"));
            for (int shard = 0; shard < shards; shard++) {
                arguments.add(INSTANCES + "embedding-" + shard + "[0].uri=http://127.0.0.1:"
                        + group.started.get(shard).spec().port());
            }
            arguments.addAll(properties);
            group.start(ServiceKind.RANKING, "ranking", pollInterval, ServiceKind.RANKING.heap(), arguments);
        });
    }

    /** Starts a ranking service that holds all tables, and hears of what is published; else as {@link #shards}. */
    public static ServiceGroup singular(Home home, StackModel model, String bundleFingerprint, List<String> properties)
            throws InterruptedException {
        return singular(home, model, bundleFingerprint, ServiceKind.RANKING.heap(), properties);
    }

    /** Starts a ranking service with a heap of the caller's choice; else as the other {@code singular}. */
    public static ServiceGroup singular(
            Home home, StackModel model, String bundleFingerprint, JvmHeap heap, List<String> properties)
            throws InterruptedException {
        return start(home, model, bundleFingerprint, group -> {
            List<String> arguments = new ArrayList<>(List.of("--outrank.ranking.mode=singular"));
            arguments.addAll(properties);
            group.start(ServiceKind.RANKING, "singular", OFTEN, heap, arguments);
        });
    }

    private void startShards(int shards, List<String> properties, String pollInterval) throws IOException {
        for (int shard = 0; shard < shards; shard++) {
            List<String> arguments = new ArrayList<>(List.of("--outrank.embedding.shard=" + shard));
            arguments.addAll(properties);
            start(
                    ServiceKind.EMBEDDING,
                    ServiceSpecs.embeddingName(shard, 0),
                    pollInterval,
                    ServiceKind.EMBEDDING.heap(),
                    arguments);
        }
    }

    private void start(ServiceKind kind, String name, String pollInterval, JvmHeap heap, List<String> arguments)
            throws IOException {
        ServiceSpec spec =
                LoneService.spec(images, kind, name, home.directory(), registry.port(), pollInterval, heap, arguments);
        started.add(ServiceProcess.start(spec, home.directory().resolve(name + ".log")));
    }

    /** Returns where the services answer, in the order of their start. */
    public List<Integer> ports() {
        return started.stream().map(process -> process.spec().port()).toList();
    }

    /** Returns where embedding services answer lookups over TCP, in the order of their start. */
    public List<Integer> lookupPorts() {
        return ports().stream().map(StackPorts::lookups).toList();
    }

    /** Returns the port of the ranking service, the last one. */
    public int rankingPort() {
        return ports().getLast();
    }

    /** Returns the processes by name, in the order of their start. */
    public Map<String, ProcessHandle> processes() {
        Map<String, ProcessHandle> processes = new LinkedHashMap<>();
        started.forEach(process ->
                processes.put(process.spec().name(), process.process().toHandle()));
        return processes;
    }

    /** Returns the process that was started first. */
    public ProcessHandle firstProcess() {
        return started.getFirst().process().toHandle();
    }

    /** Replaces what is served by versions of one bundle, the first of which is active; services that listen hear of it within a second. */
    public void publish(List<StackModel> versions, String bundleFingerprint) {
        registry.publish(versions, bundleFingerprint);
    }

    private void stop() {
        ProcessStopper.stop(
                started.stream().map(process -> process.process().toHandle()).toList(), GRACE);
    }

    /** Ends the processes; returns when they are gone. */
    @Override
    public void close() {
        stop();
        registry.close();
        images.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already; its hook finds nothing left to stop.
            return;
        }
    }
}
