package dev.outrank.workbench.characterize;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What one side did, medians over the rounds.
 *
 * @param achievedRate right answers a second
 * @param meanMicros mean latency of a request
 * @param p50Micros its median
 * @param p90Micros its 90th percentile
 * @param p99Micros its 99th
 * @param cpuMicros CPU time of a request in all processes
 * @param cpuByProcess the same by process, in microseconds
 * @param workByStage time that each stage worked, over all processes, in microseconds; in it is time in which others had its processor. {@code rest} is the CPU
 *     time in no stage: HTTP, sockets and garbage collectors
 * @param stageMillis the stages of {@code Server-Timing}, mean over the answers
 */
public record SideFigures(
        double achievedRate,
        double meanMicros,
        double p50Micros,
        double p90Micros,
        double p99Micros,
        double cpuMicros,
        Map<String, Double> cpuByProcess,
        Map<String, Double> workByStage,
        Map<String, Double> stageMillis) {

    /** The CPU time that is in no stage. */
    static final String REST = "rest";

    private static final double MICROS_PER_SECOND = 1e6;
    private static final double DIGITS = 1e4;

    public SideFigures {
        cpuByProcess = new TreeMap<>(cpuByProcess);
        workByStage = new TreeMap<>(workByStage);
        stageMillis = new TreeMap<>(stageMillis);
    }

    /** Returns the figures of a side that had these turns, and counted so much for a request. */
    static SideFigures of(List<Turn> turns, MeterReading meters) {
        double cpuMicros = median(turns, Turn::totalCpuMicros);
        return new SideFigures(
                median(turns, turn -> turn.result().achievedRate()),
                median(turns, turn -> turn.result().latency().mean()),
                median(turns, turn -> turn.result().latency().p50()),
                median(turns, turn -> turn.result().latency().p90()),
                median(turns, turn -> turn.result().latency().p99()),
                cpuMicros,
                medians(turns, Turn::cpuMicros),
                stages(meters, cpuMicros),
                medians(turns, turn -> turn.result().stageMillis()));
    }

    private static Map<String, Double> stages(MeterReading meters, double cpuMicros) {
        Map<String, Double> micros = new TreeMap<>();
        meters.stageSeconds().forEach((stage, seconds) -> micros.put(stage, rounded(seconds * MICROS_PER_SECOND)));
        double known = micros.values().stream().mapToDouble(Double::doubleValue).sum();
        micros.put(REST, rounded(Math.max(0, cpuMicros - known)));
        return micros;
    }

    private static double rounded(double value) {
        return Math.rint(value * DIGITS) / DIGITS;
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream().map(figure::applyAsDouble).toList()).median();
    }

    private static Map<String, Double> medians(List<Turn> turns, Function<Turn, Map<String, Double>> figures) {
        TreeSet<String> names = new TreeSet<>();
        turns.forEach(turn -> names.addAll(figures.apply(turn).keySet()));
        Map<String, Double> medians = new TreeMap<>();
        names.forEach(name ->
                medians.put(name, median(turns, turn -> figures.apply(turn).getOrDefault(name, 0.0))));
        return medians;
    }
}
