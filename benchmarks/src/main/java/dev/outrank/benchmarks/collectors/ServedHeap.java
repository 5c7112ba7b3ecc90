package dev.outrank.benchmarks.collectors;

import dev.outrank.benchmarks.ranking.PreparedModel;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.workbench.calibrate.CpuClock;
import dev.outrank.workbench.characterize.ProcessMemory;
import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.PreparedRequests;
import dev.outrank.workbench.replay.ReferenceScores;
import dev.outrank.workbench.replay.Replay;
import dev.outrank.workbench.replay.ReplayResult;
import dev.outrank.workbench.replay.ReplayTarget;
import dev.outrank.workbench.replay.RunLength;
import dev.outrank.workbench.stack.JvmHeap;
import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A ranking service with one setting, and what watches it. Owns the process. Not thread-safe. */
final class ServedHeap implements TurnTaker {

    private static final String VERSION = "1";
    private static final int CONNECTIONS = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double NANOS_PER_MICRO = 1e3;

    /** Rows are where their files are, so that all services share them. */
    private static final List<String> PROPERTIES = List.of("--outrank.ranking.memory=mapped");

    private final ServiceGroup service;
    private final Replay replay;
    private final AllocationMeter allocation;
    private final CpuClock clock;
    private final GrowingLog log;

    private ServedHeap(ServiceGroup service, Replay replay, AllocationMeter allocation, GrowingLog log) {
        this.service = service;
        this.replay = replay;
        this.allocation = allocation;
        this.clock = new CpuClock(service.firstProcess());
        this.log = log;
    }

    /**
     * What is the same for all settings.
     *
     * @param root the project's directory
     * @param logs each service has a directory of its own there
     * @param model that all serve
     * @param requests that all are sent
     * @param reference what the scores must be; learns those of the first answers
     */
    record Subject(Path root, Path logs, PreparedModel model, PreparedRequests requests, ReferenceScores reference) {}

    /**
     * Starts a service and checks an answer.
     *
     * @throws DependencyException if it is not ready in time, or answers wrongly
     */
    static ServedHeap start(HeapSetting setting, Subject subject) throws InterruptedException {
        Path directory = subject.logs().resolve(setting.fileName());
        Path collections = directory.resolve("collections.log").toAbsolutePath();
        ServiceGroup service = service(setting.heap().loggedTo(collections), directory, subject);
        Replay replay = replay(service, subject);
        boolean ready = false;
        try {
            replay.probe();
            AllocationMeter allocation = AllocationMeter.of(service.firstProcess());
            ServedHeap served = new ServedHeap(service, replay, allocation, new GrowingLog(collections));
            ready = true;
            return served;
        } finally {
            if (!ready) {
                replay.close();
                service.close();
            }
        }
    }

    private static ServiceGroup service(JvmHeap heap, Path directory, Subject subject) throws InterruptedException {
        PreparedModel model = subject.model();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new InternalException(directory + ": " + e + " (expected: a directory to write to)", e);
        }
        return ServiceGroup.singular(
                new ServiceGroup.Home(subject.root(), directory, _ -> {}),
                new StackModel(model.name(), VERSION, model.bundle().directory(), model.shards()),
                model.bundle().fingerprint(),
                heap,
                PROPERTIES);
    }

    private static Replay replay(ServiceGroup service, Subject subject) {
        URI uri = URI.create("http://127.0.0.1:" + service.rankingPort());
        ReplayTarget target = new ReplayTarget(uri, subject.model().name(), VERSION, CONNECTIONS, TIMEOUT);
        return new Replay(target, subject.requests(), subject.reference(), false);
    }

    @Override
    public CollectorTurn turn(Load load, Duration time) throws InterruptedException {
        log.next();
        long allocated = allocation.bytes();
        long cpu = clock.nanos();
        ReplayResult result = replay.run(load, new RunLength(Duration.ZERO, time));
        double cpuNanos = clock.nanos() - cpu;
        double bytes = allocation.bytes() - allocated;
        if (!result.isRight()) {
            throw new DependencyException(
                    result.answered() + " answers and " + result.errors() + " (expected: every answer right)");
        }
        return new CollectorTurn(
                result.answered(),
                cpuNanos / NANOS_PER_MICRO / result.answered(),
                bytes / result.answered(),
                result.latency().p99() / MICROS_PER_MILLI,
                CollectionEvents.parse(log.next()));
    }

    @Override
    public long residentBytes() {
        return ProcessMemory.of(service.firstProcess()).rssBytes();
    }

    @Override
    public void close() {
        replay.close();
        allocation.close();
        service.close();
    }
}
