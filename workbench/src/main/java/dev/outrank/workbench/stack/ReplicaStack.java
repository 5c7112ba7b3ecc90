package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.testkit.fault.FaultProxy;
import dev.outrank.workbench.registry.Publication;
import dev.outrank.workbench.registry.RegistryApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * All services with replicas, for faults: any of them may be stopped, killed and started again, and lookups to each replica pass a {@link FaultProxy}. Never
 * outlives this process. Thread-safe, but for what is done to one service, which one thread does at a time.
 */
public final class ReplicaStack implements AutoCloseable {

    /** Models are small, but the processors are few. */
    private static final Duration SERVABLE_TIMEOUT = Duration.ofSeconds(60);

    /** Nine processes that start at once share a machine's processors. */
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

    /** Spring's own limit is 20 seconds a phase. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(45);

    private static final Duration GRACE = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 100;

    private final ReplicaShape shape;
    private final ServiceGroup.Home home;
    private final LeasedImages images;
    private final Map<String, FaultProxy> proxies = new LinkedHashMap<>();
    private final Map<String, ServiceSpec> specs;
    private final Map<String, ServiceProcess> running = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Thread hook = new Thread(this::stopAll, "stop-replicas");

    private ReplicaStack(ServiceGroup.Home home, ReplicaShape shape, List<String> jvmFlags, List<String> arguments)
            throws InterruptedException {
        this.shape = shape;
        this.home = home;
        this.images = new ServiceImages(home.root(), home.progress()).lease();
        StablePorts free = new StablePorts();
        Map<String, Integer> ports = new LinkedHashMap<>();
        Map<String, Integer> lookupPorts = new LinkedHashMap<>();
        ports.put(ReplicaShape.CONFIG, free.service());
        shape.servingNames().forEach(name -> ports.put(name, free.service()));
        for (String name : shape.embeddings()) {
            int lookups = StackPorts.lookups(ports.getOrDefault(name, 0));
            FaultProxy proxy = FaultProxy.listening(free.one(), lookups);
            proxies.put(name, proxy);
            lookupPorts.put(name, proxy.port());
        }
        this.specs = new ReplicaSpecs(shape, images.images(), home.directory(), ports, lookupPorts, jvmFlags, arguments)
                .all();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts everything and returns when all gateways serve all models.
     *
     * @param models to register and activate, packed for the shape's shards
     * @param jvmFlags of every service
     * @throws dev.outrank.bundle.failure.CallerException if the services are not built
     * @throws DependencyException if one is not ready in time
     */
    public static ReplicaStack start(
            ServiceGroup.Home home, ReplicaShape shape, List<StackModel> models, List<String> jvmFlags)
            throws InterruptedException {
        return start(home, shape, models, jvmFlags, List.of());
    }

    /**
     * Starts everything as {@link #start(ServiceGroup.Home, ReplicaShape, List, List)} does.
     *
     * @param arguments of every service, more than the usual
     */
    public static ReplicaStack start(
            ServiceGroup.Home home,
            ReplicaShape shape,
            List<StackModel> models,
            List<String> jvmFlags,
            List<String> arguments)
            throws InterruptedException {
        ReplicaStack stack = new ReplicaStack(home, shape, jvmFlags, arguments);
        boolean ready = false;
        try {
            stack.startAll(models);
            ready = true;
            return stack;
        } finally {
            if (!ready) {
                stack.close();
            }
        }
    }

    private void startAll(List<StackModel> models) throws InterruptedException {
        launch(ReplicaShape.CONFIG);
        awaitReady(ReplicaShape.CONFIG);
        for (StackModel model : models) {
            // Its database is new, too: each is its model's first version, which may be active before anybody has
            // loaded it.
            Publication.register(registry(), model.registration(), StackPublishing.SIGNATURE)
                    .activate();
        }
        for (String name : shape.servingNames()) {
            launch(name);
        }
        for (String name : shape.servingNames()) {
            awaitReady(name);
        }
        new ModelReadiness(http)
                .await(
                        models.stream().map(StackModel::name).toList(),
                        gatewayPorts(),
                        SERVABLE_TIMEOUT,
                        () -> Thread.sleep(PAUSE_MILLIS));
    }

    public ReplicaShape shape() {
        return shape;
    }

    /** Returns the names of all services, in the order of their start. */
    public List<String> names() {
        return List.copyOf(specs.keySet());
    }

    /** Returns where the gateways answer. */
    public List<Integer> gatewayPorts() {
        return shape.gatewayNames().stream().map(this::port).toList();
    }

    /** Returns where its config-server is. */
    public URI configServer() {
        return URI.create("http://127.0.0.1:" + port(ReplicaShape.CONFIG));
    }

    /** Returns the registry of its config-server. */
    public RegistryApi registry() {
        return new RegistryApi(configServer(), http);
    }

    /** Returns what lookups to a replica pass. */
    public FaultProxy proxy(String embedding) {
        FaultProxy proxy = proxies.get(embedding);
        if (proxy == null) {
            throw new InternalException("proxy: '" + embedding + "' (expected: one of " + proxies.keySet() + ")");
        }
        return proxy;
    }

    private int port(String name) {
        return spec(name).port();
    }

    /** Returns the management port of a service. */
    public int managementPort(String name) {
        return spec(name).managementPort();
    }

    private ServiceSpec spec(String name) {
        ServiceSpec spec = specs.get(name);
        if (spec == null) {
            throw new InternalException("service: '" + name + "' (expected: one of " + specs.keySet() + ")");
        }
        return spec;
    }

    private ServiceProcess process(String name) {
        ServiceProcess process = running.get(name);
        if (process == null) {
            throw new InternalException("service: '" + name + "' (expected: one that was started)");
        }
        return process;
    }

    /** Returns the processes that run, by name. */
    public Map<String, ProcessHandle> processes() {
        Map<String, ProcessHandle> handles = new LinkedHashMap<>();
        specs.keySet().stream()
                .filter(name ->
                        running.containsKey(name) && process(name).process().isAlive())
                .forEach(name -> handles.put(name, process(name).process().toHandle()));
        return handles;
    }

    /** Returns the log of a service, of all its lives. */
    public Path log(String name) {
        return home.directory().resolve(name + ".log");
    }

    /** Starts a service that does not run; does not wait for it. */
    public void launch(String name) {
        try {
            Files.createDirectories(home.directory());
        } catch (IOException e) {
            throw new InternalException(home.directory() + ": " + e + " (expected: a directory to write to)", e);
        }
        running.put(name, ServiceProcess.start(spec(name), log(name)));
    }

    /**
     * Waits until a service is ready.
     *
     * @throws DependencyException with the end of its log, if it ends or is not ready in time
     */
    public void awaitReady(String name) throws InterruptedException {
        LoneService.awaitReady(process(name), READY_TIMEOUT);
    }

    /** Ends a service the hard way; returns when it is gone. */
    public void kill(String name) throws InterruptedException {
        process(name).process().destroyForcibly().waitFor();
    }

    /**
     * Has a service end by itself; returns when it is gone.
     *
     * @throws DependencyException if it does not end
     */
    public void terminate(String name) throws InterruptedException {
        Process process = process(name).process();
        process.destroy();
        if (!process.waitFor(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new DependencyException(
                    name + ": runs " + END_TIMEOUT.toSeconds() + " s after SIGTERM (expected: ended)");
        }
    }

    /** Has a process stand still: the system keeps its connections, and nobody answers. */
    public void pause(String name) throws InterruptedException {
        signal(name, "STOP");
    }

    /** Lets a paused process go on. */
    public void resume(String name) throws InterruptedException {
        signal(name, "CONT");
    }

    private void signal(String name, String signal) throws InterruptedException {
        String pid = String.valueOf(process(name).process().pid());
        try {
            int code = new ProcessBuilder("kill", "-" + signal, pid)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new DependencyException(name + ": kill -" + signal + " ended with " + code + " (expected: 0)");
            }
        } catch (IOException e) {
            throw new DependencyException("kill: " + e + " (expected: a command of the system)", e);
        }
    }

    private void stopAll() {
        List<ProcessHandle> handles = new ArrayList<>();
        running.values().forEach(service -> handles.add(service.process().toHandle()));
        ProcessStopper.stop(handles, GRACE);
    }

    /** Ends everything, the hard way where it takes long; returns when it is gone. */
    @Override
    public void close() {
        stopAll();
        proxies.values().forEach(FaultProxy::close);
        http.shutdownNow();
        images.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already; its hook finds nothing left to stop.
            return;
        }
    }
}
