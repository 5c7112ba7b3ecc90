package dev.outrank.benchmarks.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the contenders of a case in turn, round after round, in this process. The limit is the form of it that is faster in this case, and a ratio
 * compares contenders of the same round only.
 */
final class KernelStudy {

    /** Rounds before the first that counts: what the JIT compiler needs. */
    private static final int WARMUP_ROUNDS = 12;

    private final int rounds;
    private final TimeValue time;

    /**
     * Makes a study.
     *
     * @param rounds at least 1
     * @param millis how long a contender is measured in a round
     */
    KernelStudy(int rounds, int millis) {
        this.rounds = rounds;
        this.time = TimeValue.milliseconds(millis);
    }

    /** Returns the limit's row, then one for each provider. */
    List<KernelRow> run(KernelCase wanted) throws RunnerException {
        Map<Contender, List<Double>> nanos = measure(wanted);
        List<Double> limits = Stream.of(Contender.LIMIT, Contender.LIMIT_AHEAD)
                .map(nanos::get)
                .map(Objects::requireNonNull)
                .min(Comparator.comparingDouble(KernelStudy::median))
                .orElseThrow();
        List<KernelRow> rows = new ArrayList<>();
        rows.add(row(wanted, "limit", limits, limits));
        nanos.forEach((contender, ofContender) -> {
            if (!contender.isLimit()) {
                rows.add(row(wanted, contender.name(), ofContender, limits));
            }
        });
        return rows;
    }

    private Map<Contender, List<Double>> measure(KernelCase wanted) throws RunnerException {
        var options = new OptionsBuilder()
                .include(KernelBenchmark.class.getName() + ".pool")
                .param("format", wanted.format().name())
                .param("dim", String.valueOf(wanted.dim()))
                .param("pool", String.valueOf(wanted.pool()))
                .param("distribution", wanted.distribution().name())
                .forks(0)
                .warmupIterations(WARMUP_ROUNDS * Contender.ALL.size())
                .warmupTime(time)
                .measurementIterations(rounds * Contender.ALL.size())
                .measurementTime(time)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Map<Contender, List<Double>> nanos = new EnumMap<>(Contender.class);
        int iteration = 0;
        for (BenchmarkResult result : new Runner(options).runSingle().getBenchmarkResults()) {
            for (IterationResult each : result.getIterationResults()) {
                nanos.computeIfAbsent(Contender.ofIteration(iteration++), c -> new ArrayList<>())
                        .add(each.getPrimaryResult().getScore());
            }
        }
        return nanos;
    }

    private static KernelRow row(KernelCase wanted, String provider, List<Double> nanos, List<Double> limits) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < nanos.size(); round++) {
            ratios.add(limits.get(round) / nanos.get(round));
        }
        return new KernelRow(
                wanted.format().name().toLowerCase(Locale.ROOT),
                wanted.dim(),
                wanted.pool(),
                wanted.distribution().name().toLowerCase(Locale.ROOT),
                provider.toLowerCase(Locale.ROOT),
                rounded(median(nanos)),
                rounded(median(ratios)));
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
