package dev.outrank.benchmarks.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the contenders of a case in turn, round after round, in this process. In each round the limit is the faster of its two forms, and a ratio compares
 * contenders of the same round only, so that a neighbour who comes and goes changes both.
 */
final class KernelStudy {

    private static final TimeValue FIRST_WARMUP = TimeValue.milliseconds(300);
    private static final TimeValue WARMUP = TimeValue.milliseconds(40);

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
        Map<Contender, List<Double>> nanos = new EnumMap<>(Contender.class);
        for (Contender contender : Contender.values()) {
            nanos.put(contender, new ArrayList<>());
        }
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : Contender.values()) {
                Objects.requireNonNull(nanos.get(contender)).add(measure(wanted, contender, round == 0));
            }
        }
        return rows(wanted, nanos);
    }

    private double measure(KernelCase wanted, Contender contender, boolean first) throws RunnerException {
        var options = new OptionsBuilder()
                .include(KernelBenchmark.class.getName() + ".pool")
                .param("format", wanted.format().name())
                .param("dim", String.valueOf(wanted.dim()))
                .param("pool", String.valueOf(wanted.pool()))
                .param("distribution", wanted.distribution().name())
                .param("contender", contender.name())
                .forks(0)
                .warmupIterations(1)
                .warmupTime(first ? FIRST_WARMUP : WARMUP)
                .measurementIterations(1)
                .measurementTime(time)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle().getPrimaryResult().getScore();
    }

    private List<KernelRow> rows(KernelCase wanted, Map<Contender, List<Double>> nanos) {
        List<Double> limits = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            limits.add(Math.min(
                    of(nanos, Contender.LIMIT).get(round),
                    of(nanos, Contender.LIMIT_AHEAD).get(round)));
        }
        List<KernelRow> rows = new ArrayList<>();
        rows.add(row(wanted, "limit", limits, limits));
        for (Contender contender : Contender.values()) {
            if (!contender.isLimit()) {
                rows.add(row(wanted, contender.name(), of(nanos, contender), limits));
            }
        }
        return rows;
    }

    private static List<Double> of(Map<Contender, List<Double>> nanos, Contender contender) {
        return Objects.requireNonNull(nanos.get(contender));
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
