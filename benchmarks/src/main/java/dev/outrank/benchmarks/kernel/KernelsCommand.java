package dev.outrank.benchmarks.kernel;

import dev.outrank.benchmarks.machine.MachineLine;
import dev.outrank.engine.PoolingKernelsProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code outrank bench kernels}. */
@Command(
        name = "kernels",
        mixinStandardHelpOptions = true,
        description = "Pooling kernels against the limit of this machine, as ratios: 1 is the limit in C.")
public final class KernelsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows there too.")
    private @Nullable Path json;

    @Option(names = "--full", description = "All widths, more rounds: about 5 minutes instead of 1.")
    private boolean full;

    @Override
    public Integer call() throws RunnerException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        // Says what is missing before anything is measured.
        PoolingKernelsProvider.select("native");
        PoolingKernelsProvider.select("vector");
        LimitKernel.load();
        out.println(MachineLine.ofThisMachine());
        KernelStudy study = full ? new KernelStudy(75, 10) : new KernelStudy(25, 10);
        List<KernelRow> all = new ArrayList<>();
        out.println("format    dim  pool  rows     limit ns   native  vector   (limit's time over theirs)");
        for (KernelCase wanted : KernelCase.all(full ? List.of(32, 64, 128) : List.of(64))) {
            List<KernelRow> rows = study.run(wanted);
            all.addAll(rows);
            out.println(line(rows));
            out.flush();
        }
        summary(all).forEach(out::println);
        out.flush();
        if (json != null) {
            String text = all.stream()
                    .map(row -> "  " + JsonMapper.shared().writeValueAsString(row))
                    .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
            Files.writeString(json, text);
        }
        return 0;
    }

    private static String line(List<KernelRow> rows) {
        KernelRow limit = rows.getFirst();
        return String.format(
                Locale.ROOT,
                "%-8s  %3d  %4d  %-7s  %8.1f   %6.2f  %6.2f",
                limit.format(),
                limit.dim(),
                limit.pool(),
                limit.distribution(),
                limit.nanosPerRow(),
                rows.get(1).ratioToLimit(),
                rows.get(2).ratioToLimit());
    }

    /** Returns the median ratio of each provider and format, apart for bags of one row and for longer ones. */
    private static List<String> summary(List<KernelRow> rows) {
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (KernelRow row : rows) {
            if (!row.provider().equals("limit")) {
                String key = row.provider() + " " + row.format() + (row.pool() == 1 ? ", 1 row" : ", 20 and 80 rows");
                ratios.computeIfAbsent(key, k -> new ArrayList<>()).add(row.ratioToLimit());
            }
        }
        List<String> lines = new ArrayList<>();
        ratios.forEach((key, values) -> lines.add(String.format(
                Locale.ROOT,
                "median %.2f, least %.2f, most %.2f: %s a bag",
                KernelStudy.median(values),
                values.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                values.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                key)));
        return lines;
    }
}
