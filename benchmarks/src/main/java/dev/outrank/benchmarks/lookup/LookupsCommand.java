package dev.outrank.benchmarks.lookup;

import dev.outrank.benchmarks.machine.MachineLine;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.engine.PoolingKernelsProvider;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code outrank bench lookups}. */
@Command(
        name = "lookups",
        mixinStandardHelpOptions = true,
        description = "Whole lookups: bytes that they allocate, and what pooling a run of equal bags once is worth.")
public final class LookupsCommand implements Callable<Integer> {

    private static final int BAGS = 10_000;
    private static final int ROUNDS = 5;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws RunnerException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(MachineLine.ofThisMachine());
        for (String kernels : List.of("native", "vector", "scalar")) {
            if (!runs(kernels, out)) {
                continue;
            }
            double once = allocated(kernels, BAGS);
            double twice = allocated(kernels, 2 * BAGS);
            out.println(String.format(
                    Locale.ROOT,
                    "allocated, %s: %.0f bytes a lookup of %d bags, %.0f of %d: %.3f bytes a bag",
                    kernels,
                    once,
                    BAGS,
                    twice,
                    2 * BAGS,
                    (twice - once) / BAGS));
            out.flush();
        }
        for (int ids : new int[] {1, 2, 5, 20, 80}) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                double alternating = micros(BagPattern.ALTERNATING, ids);
                ratios.add(alternating / micros(BagPattern.EQUAL, ids));
            }
            Collections.sort(ratios);
            out.println(String.format(
                    Locale.ROOT,
                    "equal bags of %2d ids, pooled each / pooled once: %.2f (%.2f to %.2f)",
                    ids,
                    ratios.get(ROUNDS / 2),
                    ratios.getFirst(),
                    ratios.getLast()));
            out.flush();
        }
        return 0;
    }

    private static boolean runs(String kernels, PrintWriter out) {
        try {
            PoolingKernelsProvider.select(kernels);
            return true;
        } catch (CallerException e) {
            out.println("skipped: " + e.getMessage());
            return false;
        }
    }

    private static double allocated(String kernels, int bags) throws RunnerException {
        RunResult result = new Runner(options()
                        .param("kernels", kernels)
                        .param("bags", String.valueOf(bags))
                        .warmupIterations(5)
                        .measurementIterations(3)
                        .addProfiler(GCProfiler.class)
                        .build())
                .runSingle();
        return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                .getScore();
    }

    private static double micros(BagPattern pattern, int idsABag) throws RunnerException {
        return new Runner(options()
                        .param("pattern", pattern.name())
                        .param("idsABag", String.valueOf(idsABag))
                        .param("bags", "300")
                        .warmupIterations(1)
                        .measurementIterations(1)
                        .build())
                .runSingle()
                .getPrimaryResult()
                .getScore();
    }

    private static ChainedOptionsBuilder options() {
        return new OptionsBuilder()
                .include(LookupBenchmark.class.getName() + ".lookup")
                .forks(0)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementTime(TimeValue.milliseconds(300))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }
}
