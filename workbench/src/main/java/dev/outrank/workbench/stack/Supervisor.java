package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.InternalException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts processes, waits for them, and never leaves one behind. Thread-safe.
 *
 * <p>{@link #close} may be called from any thread, also while others start or wait; nothing starts after it.
 */
final class Supervisor implements AutoCloseable {

    /** Between two looks at a service that starts. */
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(250);

    /** Between two looks at services that run. */
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(300);

    private static final int DEAD_TAIL_LINES = 25;
    private static final int SLOW_TAIL_LINES = 5;
    private static final double MILLIS_PER_SECOND = 1e3;

    /** A Ctrl-C reaches the services too; how long an unexpected end waits for our own end to explain it. */
    private static final Duration OWN_END_MARGIN = Duration.ofMillis(500);

    private final Path logs;
    private final StackStore store;
    private final Consumer<String> progress;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final ReadinessProbe probe = new ReadinessProbe(http);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<ServiceProcess> services = new ArrayList<>();
    private StackState state;

    Supervisor(StackStore store, Path logs, int portOffset, Consumer<String> progress) {
        this.logs = logs;
        this.store = store;
        this.progress = progress;
        this.state = new StackState(
                RecordedProcess.of("supervisor", ProcessHandle.current(), 0), portOffset, false, List.of());
    }

    /**
     * Writes the state before anything is started, so that later commands find this process.
     *
     * @param orphans of an earlier stack, in the state until the first service starts
     */
    synchronized void announce(List<RecordedProcess> orphans) {
        requireOpen();
        store.write(state.withServices(orphans));
    }

    /** Starts a service, in place of one of the same name that has ended. */
    synchronized ServiceProcess start(ServiceSpec spec) {
        requireOpen();
        services.removeIf(service -> service.spec().name().equals(spec.name()));
        ServiceProcess service = ServiceProcess.start(spec, logs.resolve(spec.name() + ".log"));
        services.add(service);
        state = state.withServices(
                services.stream().map(ServiceProcess::recorded).toList());
        store.write(state);
        return service;
    }

    synchronized void markReady() {
        requireOpen();
        state = state.asReady();
        store.write(state);
    }

    private void requireOpen() {
        if (isClosing()) {
            throw new StackStoppedException();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Ends one service the hard way and forgets it, so that nobody takes its end for an accident. */
    synchronized void kill(String name) throws InterruptedException {
        ServiceProcess service = services.stream()
                .filter(each -> each.spec().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InternalException("service: '" + name + "' (expected: one that was started)"));
        services.remove(service);
        service.process().destroyForcibly().waitFor();
    }

    /**
     * Waits until each is ready.
     *
     * @throws ServiceDiedException if one of the stack's services ends meanwhile
     * @throws DependencyException naming those that are not ready in time
     */
    void awaitReady(List<ServiceProcess> wanted, Duration timeout) throws InterruptedException {
        long begin = System.nanoTime();
        List<ServiceProcess> pending = new ArrayList<>(wanted);
        while (!pending.isEmpty()) {
            requireAllAlive();
            for (ServiceProcess service : List.copyOf(pending)) {
                if (probe.isReady(service.spec().managementPort())) {
                    pending.remove(service);
                    reportReady(service);
                }
            }
            if (System.nanoTime() - begin > timeout.toNanos()) {
                throw notReady(pending, timeout);
            }
            if (!pending.isEmpty() && closing.await(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                requireOpen();
            }
        }
    }

    /**
     * Waits for a moment.
     *
     * @throws ServiceDiedException if one of the stack's services has ended
     */
    void pauseWhileAllLive() throws InterruptedException {
        requireAllAlive();
        if (closing.await(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            requireOpen();
        }
    }

    private void reportReady(ServiceProcess service) {
        Duration since = Duration.between(service.startedAt(), Instant.now());
        progress.accept("  %-16s ready after %.1f s on http://127.0.0.1:%d"
                .formatted(
                        service.spec().name(),
                        since.toMillis() / MILLIS_PER_SECOND,
                        service.spec().port()));
    }

    private DependencyException notReady(List<ServiceProcess> pending, Duration timeout) {
        pending.forEach(service -> reportTail(service, SLOW_TAIL_LINES));
        return new DependencyException(
                pending.stream().map(service -> service.spec().name()).toList() + ": not ready after "
                        + timeout.toSeconds() + " s (expected: HTTP 200 from /actuator/health/readiness); logs in "
                        + logs);
    }

    private void requireAllAlive() throws InterruptedException {
        Optional<ServiceProcess> dead = firstDead();
        if (dead.isPresent()) {
            if (closing.await(OWN_END_MARGIN.toMillis(), TimeUnit.MILLISECONDS)) {
                requireOpen();
            }
            reportTail(dead.get(), DEAD_TAIL_LINES);
            throw dead.get().death();
        }
    }

    private synchronized Optional<ServiceProcess> firstDead() {
        return services.stream()
                .filter(service -> service.exitCode().isPresent())
                .findFirst();
    }

    private void reportTail(ServiceProcess service, int lines) {
        progress.accept("--- the end of " + service.spec().name() + "'s log");
        service.tail(lines).forEach(progress);
        progress.accept("---");
    }

    /**
     * Waits until a service ends by itself, which it reports by an exception, or until {@link #close}.
     *
     * @throws ServiceDiedException naming the service
     */
    void watch() throws InterruptedException {
        while (!closing.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            requireAllAlive();
        }
    }

    /** Stops all services, the last started first, kindly and then by force; forgets them. */
    @Override
    public void close() {
        closing.countDown();
        synchronized (this) {
            List<ProcessHandle> running = services.reversed().stream()
                    .map(service -> service.process().toHandle())
                    .filter(ProcessHandle::isAlive)
                    .toList();
            ProcessStopper.stop(running, ProcessStopper.GRACE);
            services.clear();
            store.delete();
        }
        http.shutdownNow();
    }
}
