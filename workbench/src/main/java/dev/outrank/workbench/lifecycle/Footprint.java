package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.characterize.ProcessMemory;
import dev.outrank.workbench.characterize.PrometheusText;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.stack.JvmCommand;
import dev.outrank.workbench.stack.ReplicaStack;
import dev.outrank.workbench.stack.ServiceMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What services of one kind take of the machine, after they have let go of what they do not need. Compiled code is looked at by itself: it grows for
 * as long as anything is compiled, whatever versions do, and no version has code of its own.
 *
 * @param embeddings sum over all replicas
 * @param rankings sum over all rankings
 */
record Footprint(Taken embeddings, Taken rankings) {

    private static final double AT_MOST = 1.02;
    private static final double BYTES_PER_MB = 1e6;

    /** A connection that is opened again may be counted beside the one that it replaces. */
    private static final int SPARE_DESCRIPTORS = 8;

    private static final String COMMITTED = "jvm_memory_committed_bytes";

    /** Every page of a heap that was asked of the system is in memory, so that what is not heap is the difference. */
    static final String HEAPS_IN_MEMORY = "-XX:+AlwaysPreTouch";

    /**
     * What processes take.
     *
     * @param liveBytes of objects, after a collection
     * @param otherBytes of pages in memory that are neither the heap's nor compiled code
     * @param codeBytes of compiled code
     * @param maps regions of their address spaces that are files
     * @param descriptors open files and connections
     */
    record Taken(long liveBytes, long otherBytes, long codeBytes, long maps, long descriptors) {

        private Taken plus(Taken other) {
            return new Taken(
                    liveBytes + other.liveBytes,
                    otherBytes + other.otherBytes,
                    codeBytes + other.codeBytes,
                    maps + other.maps,
                    descriptors + other.descriptors);
        }

        private long bytes() {
            return liveBytes + otherBytes;
        }
    }

    /** Has heaps collected and free native memory returned, and looks. */
    static Footprint of(ReplicaStack stack) throws InterruptedException {
        return new Footprint(
                sum(stack, stack.shape().embeddings()), sum(stack, stack.shape().rankingNames()));
    }

    private static Taken sum(ReplicaStack stack, List<String> names) throws InterruptedException {
        Taken sum = new Taken(0, 0, 0, 0, 0);
        for (String name : names) {
            ProcessHandle process = Objects.requireNonNull(stack.processes().get(name), name);
            JvmCommand.TRIM_NATIVE_HEAP.run(process);
            JvmCommand.COLLECT.run(process);
            sum = sum.plus(look(process, new PrometheusText(new ServiceMetrics(stack).of(name))));
        }
        return sum;
    }

    private static Taken look(ProcessHandle process, PrometheusText metrics) {
        Path proc = Path.of("/proc", String.valueOf(process.pid()));
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"));
                Stream<String> maps = Files.lines(proc.resolve("maps"))) {
            long code = code(metrics);
            return new Taken(
                    heap(metrics, "jvm_memory_used_bytes"),
                    ProcessMemory.of(process).rssBytes() - heap(metrics, COMMITTED) - code,
                    code,
                    maps.filter(line -> line.contains(" /")).count(),
                    descriptors.count());
        } catch (IOException e) {
            throw new DependencyException(proc + ": " + e + " (expected: a Linux process of this user)", e);
        }
    }

    /** Returns the bytes of the one heap of compiled code, or of the three that large ones have. */
    private static long code(PrometheusText metrics) {
        return metrics.sums(COMMITTED, "id").entrySet().stream()
                .filter(heap ->
                        heap.getKey().startsWith("CodeHeap") || heap.getKey().equals("CodeCache"))
                .mapToLong(heap -> heap.getValue().longValue())
                .sum();
    }

    private static long heap(PrometheusText metrics, String metric) {
        return metrics.sums(metric, "area").getOrDefault("heap", 0.0).longValue();
    }

    /** Returns the promises that it is about as much as before. */
    List<Promise> since(Footprint before) {
        return List.of(
                memory("embedding", embeddings, before.embeddings),
                memory("ranking", rankings, before.rankings),
                files("embedding", embeddings, before.embeddings),
                files("ranking", rankings, before.rankings));
    }

    private static Promise memory(String services, Taken now, Taken before) {
        double ratio = now.bytes() / (double) before.bytes();
        return new Promise(
                services + ": memory ≤ 1.02 × before",
                Promise.Kind.RESOURCES,
                String.format(
                        Locale.ROOT,
                        "%.1f MB over %.1f MB = %.3f; of that live objects %.1f over %.1f, beside it compiled code %.1f over %.1f",
                        now.bytes() / BYTES_PER_MB,
                        before.bytes() / BYTES_PER_MB,
                        ratio,
                        now.liveBytes / BYTES_PER_MB,
                        before.liveBytes / BYTES_PER_MB,
                        now.codeBytes / BYTES_PER_MB,
                        before.codeBytes / BYTES_PER_MB),
                ratio <= AT_MOST);
    }

    private static Promise files(String services, Taken now, Taken before) {
        return new Promise(
                services + ": as many mapped files and open descriptors",
                Promise.Kind.RESOURCES,
                String.format(
                        Locale.ROOT,
                        "%d and %d, before %d and %d",
                        now.maps,
                        now.descriptors,
                        before.maps,
                        before.descriptors),
                now.maps <= AT_MOST * before.maps && now.descriptors <= before.descriptors + SPARE_DESCRIPTORS);
    }
}
