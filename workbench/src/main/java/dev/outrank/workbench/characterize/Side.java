package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.calibrate.CpuClock;
import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.ReferenceScores;
import dev.outrank.workbench.replay.Replay;
import dev.outrank.workbench.replay.ReplayResult;
import dev.outrank.workbench.replay.ReplayTarget;
import dev.outrank.workbench.replay.RunLength;
import dev.outrank.workbench.stack.ServiceGroup;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A group of services that is measured: replay in front of it, and the CPU clocks of its processes. Owns its connections, not the services. */
final class Side implements TurnTaker, AutoCloseable {

    private static final int CONNECTIONS = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PROBE = Duration.ofMillis(200);
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String name;
    private final Replay replay;
    private final Replay small;
    private final Map<String, CpuClock> clocks = new LinkedHashMap<>();
    private final CpuClock client = new CpuClock(ProcessHandle.current());
    private Map<String, Double> idleNanosPerSecond = Map.of();

    /**
     * Makes a side.
     *
     * @param name for messages
     * @param version of the model that is asked
     * @param reference what the scores must be; learns those that it does not know
     */
    Side(
            String name,
            ServiceGroup group,
            String model,
            String version,
            StudyRequests requests,
            ReferenceScores reference) {
        this.name = name;
        URI uri = URI.create("http://127.0.0.1:" + group.rankingPort());
        ReplayTarget target = new ReplayTarget(uri, model, version, CONNECTIONS, TIMEOUT);
        this.replay = new Replay(target, requests.usual(), reference, false);
        this.small = new Replay(
                target,
                requests.small(),
                new ReferenceScores(requests.small().bodySizes().size()),
                false);
        group.processes().forEach((process, handle) -> clocks.put(process, new CpuClock(handle)));
    }

    /** Waits until the version is served. */
    void awaitServed(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                replay.probe();
                return;
            } catch (DependencyException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(PROBE);
            }
        }
    }

    /**
     * Has compilers see requests of one candidate, as many as there is time for: what is done for each request is the same for any number of candidates,
     * and compilers wait for thousands of calls. Then usual ones, many at a time: they need more buffers, and more threads that are warm, than one after another. What becomes of them is
     * not judged.
     */
    void warmUp(Duration ofSmall, Duration ofMany) throws InterruptedException {
        small.run(new Load.Serial(0), new RunLength(Duration.ZERO, ofSmall));
        replay.run(LoadLevels.FULL, new RunLength(Duration.ZERO, ofMany));
    }

    /** Learns what the processes do when nobody asks them. */
    void measureIdle(Duration time) throws InterruptedException {
        Map<String, Long> before = readings();
        long begin = System.nanoTime();
        Thread.sleep(time);
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        Map<String, Long> after = readings();
        idleNanosPerSecond = clocks.keySet().stream()
                .collect(Collectors.toMap(process -> process, process -> spent(before, after, process) / seconds));
    }

    private Map<String, Long> readings() {
        Map<String, Long> readings = new LinkedHashMap<>();
        clocks.forEach((process, clock) -> readings.put(process, clock.nanos()));
        return readings;
    }

    private static double spent(Map<String, Long> before, Map<String, Long> after, String process) {
        return (double) after.getOrDefault(process, 0L) - before.getOrDefault(process, 0L);
    }

    @Override
    public Turn turn(Load load, RunLength length) throws InterruptedException {
        Map<String, Long> before = readings();
        long clientBefore = client.nanos();
        long begin = System.nanoTime();
        ReplayResult result = replay.run(load, length);
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        double clientNanos = client.nanos() - clientBefore;
        Map<String, Long> after = readings();
        if (!result.isRight()) {
            throw new DependencyException(name + ": " + result.answered() + " answers and " + result.errors()
                    + " (expected: every answer right)");
        }
        Map<String, Double> cpu = new LinkedHashMap<>();
        clocks.keySet().forEach(process -> {
            double nanos = spent(before, after, process) - seconds * idleNanosPerSecond.getOrDefault(process, 0.0);
            cpu.put(process, Math.max(0, nanos) / NANOS_PER_MICRO / result.answered());
        });
        return new Turn(result, cpu, clientNanos / NANOS_PER_MICRO / result.answered());
    }

    @Override
    public void close() {
        replay.close();
        small.close();
    }
}
