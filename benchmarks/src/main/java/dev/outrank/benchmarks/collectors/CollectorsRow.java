package dev.outrank.benchmarks.collectors;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A result.
 *
 * @param setting collector and heap
 * @param requests in all rounds
 * @param allocatedKib on the heap, of one request, the median of the rounds
 * @param collections in all rounds
 * @param collectionsPerThousand requests
 * @param pauses in all rounds
 * @param pauseP50Millis their median, null where there was none
 * @param pauseP99Millis their 99th percentile, the longest where there are fewer than a hundred
 * @param pauseMaxMillis the longest
 * @param cpuMicros of the process, of one request, the median of the rounds
 * @param cpuRatio over the first setting in the same round, the median of the rounds
 * @param leastCpuRatio of the rounds
 * @param mostCpuRatio of the rounds
 * @param latencyP99Millis of requests, the median of the rounds
 * @param residentMib after the last round
 */
@JsonPropertyOrder({
    "setting",
    "requests",
    "allocatedKib",
    "collections",
    "collectionsPerThousand",
    "pauses",
    "pauseP50Millis",
    "pauseP99Millis",
    "pauseMaxMillis",
    "cpuMicros",
    "cpuRatio",
    "leastCpuRatio",
    "mostCpuRatio",
    "latencyP99Millis",
    "residentMib"
})
record CollectorsRow(
        String setting,
        long requests,
        double allocatedKib,
        int collections,
        double collectionsPerThousand,
        int pauses,
        @Nullable Double pauseP50Millis,
        @Nullable Double pauseP99Millis,
        @Nullable Double pauseMaxMillis,
        double cpuMicros,
        double cpuRatio,
        double leastCpuRatio,
        double mostCpuRatio,
        double latencyP99Millis,
        double residentMib) {

    static final String HEADER = String.format(
            Locale.ROOT,
            "%-14s  %8s  %9s  %-15s  %-28s  %8s  %-22s  %9s  %9s",
            "setting",
            "requests",
            "heap KiB",
            "coll. (/1000)",
            "pause ms P50, P99, max (n)",
            "CPU µs",
            "CPU / first",
            "P99 ms",
            "RSS MiB");

    private static final double BYTES_PER_KIB = 1024;
    private static final double BYTES_PER_MIB = 1024 * BYTES_PER_KIB;
    private static final double THOUSAND = 1000;

    /**
     * Sums turns up.
     *
     * @param own at least one turn
     * @param first the turns of the first setting in the same rounds
     */
    static CollectorsRow of(String setting, List<CollectorTurn> own, List<CollectorTurn> first, long residentBytes) {
        long requests = own.stream().mapToLong(CollectorTurn::answered).sum();
        Set<Long> collections = new HashSet<>();
        own.forEach(turn -> collections.addAll(turn.events().collections()));
        List<Double> pauses = own.stream()
                .flatMap(turn -> turn.events().pauseMillis().stream())
                .sorted()
                .toList();
        List<Double> ratios = IntStream.range(0, own.size())
                .mapToObj(round -> own.get(round).cpuMicros() / first.get(round).cpuMicros())
                .sorted()
                .toList();
        return new CollectorsRow(
                setting,
                requests,
                median(own, CollectorTurn::allocatedBytes) / BYTES_PER_KIB,
                collections.size(),
                collections.size() * THOUSAND / requests,
                pauses.size(),
                percentile(pauses, 50),
                percentile(pauses, 99),
                percentile(pauses, 100),
                median(own, CollectorTurn::cpuMicros),
                ratios.get(ratios.size() / 2),
                ratios.getFirst(),
                ratios.getLast(),
                median(own, CollectorTurn::p99Millis),
                residentBytes / BYTES_PER_MIB);
    }

    /** Returns the least figure that is not exceeded by so many percent of all. */
    private static @Nullable Double percentile(List<Double> sorted, int percent) {
        return sorted.isEmpty() ? null : sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
    }

    private static double median(List<CollectorTurn> turns, ToDoubleFunction<CollectorTurn> figure) {
        double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Returns the row as a line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-14s  %8d  %9.1f  %-15s  %-28s  %8.0f  %-22s  %9.1f  %9.0f",
                setting,
                requests,
                allocatedKib,
                String.format(Locale.ROOT, "%d (%.2f)", collections, collectionsPerThousand),
                pauseText(),
                cpuMicros,
                String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", cpuRatio, leastCpuRatio, mostCpuRatio),
                latencyP99Millis,
                residentMib);
    }

    private String pauseText() {
        return pauses == 0
                ? "none"
                : String.format(
                        Locale.ROOT, "%.2f, %.2f, %.2f (%d)", pauseP50Millis, pauseP99Millis, pauseMaxMillis, pauses);
    }
}
