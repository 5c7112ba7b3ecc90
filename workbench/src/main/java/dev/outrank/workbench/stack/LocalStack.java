package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.workbench.registry.RegistryApi;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The services of one home, from start to end. {@link #close} ends them all; a shutdown hook calls it too.
 *
 * <p>The order of the start: config-server first, since all others read their configuration from it; then the models are registered; then
 * everything else at once, so that the processors are never idle.
 */
public final class LocalStack implements AutoCloseable {

    /** Generous for a loaded machine; a service that ends is noticed at once. */
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

    /** Services that are up have the files mapped in seconds; what takes longer has failed. */
    private static final Duration SERVABLE_TIMEOUT = Duration.ofSeconds(60);

    private final StackSettings settings;
    private final ServiceSpecs specs;
    private final Supervisor supervisor;
    private final LeasedImages images;
    private final FileLock lock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Thread hook;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalStack(StackSettings settings, LeasedImages images, Supervisor supervisor, Thread hook, FileLock lock) {
        this.settings = settings;
        this.specs = new ServiceSpecs(settings, images.images());
        this.images = images;
        this.supervisor = supervisor;
        this.hook = hook;
        this.lock = lock;
    }

    /**
     * Claims the home and checks that there is room; starts nothing yet. From here on {@code down} finds this process.
     *
     * @param modelBytes what the caller will still write to the disk
     * @throws CapacityException naming what is missing and what there is: ports, memory, disk, or a home without another stack
     */
    public static LocalStack claim(StackSettings settings, long modelBytes, Consumer<String> progress)
            throws InterruptedException {
        StackStore store = new StackStore(settings.home());
        FileLock lock = store.tryLock().orElseThrow(() -> runsAlready(settings, store));
        try {
            List<RecordedProcess> orphans =
                    store.read().map(StackState::services).orElse(List.of());
            return claimed(settings, store, orphans, modelBytes, lock, progress);
        } catch (RuntimeException | InterruptedException e) {
            StackStore.release(lock);
            throw e;
        }
    }

    private static LocalStack claimed(
            StackSettings settings,
            StackStore store,
            List<RecordedProcess> orphans,
            long modelBytes,
            FileLock lock,
            Consumer<String> progress)
            throws InterruptedException {
        Supervisor supervisor =
                new Supervisor(store, settings.logs(), settings.ports().offset(), progress);
        Thread hook = new Thread(supervisor::close, "stop-stack");
        try {
            supervisor.announce(orphans);
            Runtime.getRuntime().addShutdownHook(hook);
            stopOrphans(orphans, progress);
            ResourceCheck.require(settings, modelBytes);
            PortCheck.requireFree(PortCheck.portsOf(settings));
            LeasedImages images = new ServiceImages(settings.root(), progress).lease();
            return new LocalStack(settings, images, supervisor, hook, lock);
        } catch (RuntimeException | InterruptedException e) {
            supervisor.close();
            removeHook(hook);
            throw e;
        }
    }

    private static CapacityException runsAlready(StackSettings settings, StackStore store) {
        Optional<Long> pid = store.read().map(state -> state.supervisor().pid());
        return new CapacityException("--home: a stack runs already in " + settings.home()
                + pid.map(id -> " (pid " + id + ")").orElse("") + " (expected: none; end it by outrank down)");
    }

    private static void stopOrphans(List<RecordedProcess> recorded, Consumer<String> progress) {
        List<ProcessHandle> orphans =
                recorded.stream().flatMap(service -> service.find().stream()).toList();
        if (!orphans.isEmpty()) {
            progress.accept("Stopping " + orphans.size() + " processes that an earlier stack left behind …");
            ProcessStopper.stop(orphans, ProcessStopper.GRACE);
        }
    }

    /**
     * Starts everything and returns when every service is ready, and the gateway serves every active model of the registry.
     *
     * @param models asked for while the first service starts, since making them may take as long
     * @throws CallerException if an active model of an earlier start needs more shards than this stack has, or lost its files
     * @throws DependencyException naming the service or the model that is not ready in time
     */
    public void start(Supplier<List<StackModel>> models) throws InterruptedException {
        createDirectories();
        ServiceProcess config = supervisor.start(specs.config());
        List<StackModel> made = models.get();
        supervisor.awaitReady(List.of(config), READY_TIMEOUT);
        StackPublishing publishing =
                new StackPublishing(new RegistryApi(settings.ports().config(), http));
        publishing.begin(made);
        publishing.activeModels().forEach(model -> model.requireAtMost(settings.shards(), settings.data()));
        List<ServiceSpec> others = new ArrayList<>(specs.rankings());
        others.addAll(specs.embeddings());
        others.add(specs.gateway());
        List<ServiceProcess> started = new ArrayList<>();
        others.forEach(spec -> started.add(supervisor.start(spec)));
        supervisor.awaitReady(started, READY_TIMEOUT);
        publishing.end(SERVABLE_TIMEOUT);
        awaitServable(publishing.activeModels());
        supervisor.markReady();
    }

    private void awaitServable(List<ActiveModel> active) throws InterruptedException {
        List<Integer> doors = settings.singular()
                ? List.of(settings.ports().gateway(), settings.ports().singularRanking())
                : List.of(settings.ports().gateway());
        try {
            new ModelReadiness(http)
                    .await(
                            active.stream().map(ActiveModel::name).toList(),
                            doors,
                            SERVABLE_TIMEOUT,
                            supervisor::pauseWhileAllLive);
        } catch (DependencyException e) {
            throw new DependencyException(e.getMessage() + "; logs in " + settings.logs(), e);
        }
    }

    private void createDirectories() {
        try {
            FileTrees.delete(settings.logs());
            Files.createDirectories(settings.logs());
            Files.createDirectories(settings.data());
        } catch (IOException e) {
            throw new InternalException(settings.home() + ": " + e + " (expected: a directory to write to)", e);
        }
    }

    /** Returns what was asked for. */
    public StackSettings settings() {
        return settings;
    }

    /**
     * Waits until somebody closes the stack.
     *
     * @throws DependencyException if a service ends by itself
     */
    public void watch() throws InterruptedException {
        supervisor.watch();
    }

    /** Kills one service the hard way, for tests of failures; returns when it is gone. */
    void kill(String service) throws InterruptedException {
        supervisor.kill(service);
    }

    /** Starts a killed service again and returns when it is ready. */
    void restart(String service) throws InterruptedException {
        ServiceSpec spec = Stream.of(
                        Stream.of(specs.config(), specs.gateway()),
                        specs.embeddings().stream(),
                        specs.rankings().stream())
                .flatMap(each -> each)
                .filter(each -> each.name().equals(service))
                .findFirst()
                .orElseThrow(() -> new InternalException("service: '" + service + "' (expected: one of this stack)"));
        supervisor.awaitReady(List.of(supervisor.start(spec)), READY_TIMEOUT);
    }

    @Override
    public void close() {
        supervisor.close();
        if (closed.compareAndSet(false, true)) {
            http.shutdownNow();
            images.close();
            StackStore.release(lock);
        }
        removeHook(hook);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already; its hook finds nothing left to stop.
            return;
        }
    }
}
