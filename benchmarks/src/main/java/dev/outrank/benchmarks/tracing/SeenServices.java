package dev.outrank.benchmarks.tracing;

import dev.outrank.benchmarks.ranking.PreparedModel;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.workbench.calibrate.CpuClock;
import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.PreparedRequests;
import dev.outrank.workbench.replay.ReferenceScores;
import dev.outrank.workbench.replay.Replay;
import dev.outrank.workbench.replay.ReplayResult;
import dev.outrank.workbench.replay.ReplayTarget;
import dev.outrank.workbench.replay.RunLength;
import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A ranking service, in distributed mode with its shard, and what asks it. Owns the processes. Not thread-safe. */
final class SeenServices implements AutoCloseable {

    private static final String VERSION = "1";
    private static final int CONNECTIONS = 1;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final double NANOS_PER_MICRO = 1e3;

    private final ServiceGroup services;
    private final Replay replay;
    private final List<CpuClock> clocks;

    private SeenServices(ServiceGroup services, Replay replay) {
        this.services = services;
        this.replay = replay;
        this.clocks = services.processes().values().stream().map(CpuClock::new).toList();
    }

    /**
     * What all serve.
     *
     * @param root the project's directory
     * @param logs each has a directory of its own there
     * @param requests that all are sent
     * @param reference what the scores must be; learns those of the first answers
     */
    record Subject(Path root, Path logs, PreparedModel model, PreparedRequests requests, ReferenceScores reference) {}

    /** Starts services and checks an answer. */
    static SeenServices start(String label, ServiceMode mode, List<String> properties, Subject subject)
            throws InterruptedException {
        ServiceGroup services = group(subject.logs().resolve(label), mode, properties, subject);
        URI uri = URI.create("http://127.0.0.1:" + services.ports().getLast());
        ReplayTarget target = new ReplayTarget(uri, subject.model().name(), VERSION, CONNECTIONS, TIMEOUT);
        Replay replay = new Replay(target, subject.requests(), subject.reference(), false);
        boolean ready = false;
        try {
            replay.probe();
            ready = true;
            return new SeenServices(services, replay);
        } finally {
            if (!ready) {
                replay.close();
                services.close();
            }
        }
    }

    private static ServiceGroup group(Path directory, ServiceMode mode, List<String> properties, Subject subject)
            throws InterruptedException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new InternalException(directory + ": " + e + " (expected: a directory to write to)", e);
        }
        PreparedModel model = subject.model();
        ServiceGroup.Home home = new ServiceGroup.Home(subject.root(), directory, _ -> {});
        StackModel served = new StackModel(model.name(), VERSION, model.bundle().directory(), model.shards());
        String fingerprint = model.bundle().fingerprint();
        return switch (mode) {
            case SINGULAR -> ServiceGroup.singular(home, served, fingerprint, properties);
            case DISTRIBUTED -> ServiceGroup.distributed(home, served, fingerprint, 1, properties);
        };
    }

    /**
     * Asks one request after the other for a while; returns microseconds of CPU that all processes took for each, compilers left out.
     *
     * @throws DependencyException if an answer is wrong or missing
     */
    double turn(Duration time) throws InterruptedException {
        long cpu = cpuNanos();
        ReplayResult result = replay.run(new Load.Serial(0), new RunLength(Duration.ZERO, time));
        long spent = cpuNanos() - cpu;
        if (!result.isRight()) {
            throw new DependencyException(
                    result.answered() + " answers and " + result.errors() + " (expected: every answer right)");
        }
        return spent / NANOS_PER_MICRO / result.answered();
    }

    private long cpuNanos() {
        return clocks.stream().mapToLong(CpuClock::nanos).sum();
    }

    @Override
    public void close() {
        replay.close();
        services.close();
    }
}
