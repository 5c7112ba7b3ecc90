package dev.outrank.workbench.trace;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.progress.TerminalProgress;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadCatalog;
import dev.outrank.workbench.workload.WorkloadTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank generate-trace}. */
@Command(
        name = "generate-trace",
        description = "Writes requests for a model, each with the time of its arrival.",
        footer = {
            "",
            "Arrivals are those of an open loop: exponential gaps at the rate. Candidates and bag lengths are the workload's.",
            "Popularity of ids:",
            "  zipf                     the workload's zipf laws",
            "  reuse:<dataset>          a published trace's reuse: fbgemm_t856_bs65536.pt (2021), fbgemm_t788_bs131072_0.pt (2022)",
            "  <file>.csv[:<dataset>]   a reuse histogram of your own",
            "Example: outrank generate-trace --model models/drm1 --workload drm1 --requests 500 --rate 200 --out drm1.ndjson.zst",
            "Example: outrank generate-trace --model models/drm1 --workload drm1 --requests 500 --rate 200"
                    + " --popularity reuse:fbgemm_t856_bs65536.pt --out drm1-reuse.ndjson.zst"
        })
public final class GenerateTraceCommand implements Runnable {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MB = 1e6;
    private static final int SHOWN_TABLES = 5;

    @Option(names = "--model", required = true, paramLabel = "<bundle>", description = "The bundle's directory.")
    private Path model;

    @Option(
            names = "--workload",
            paramLabel = "<name|file>",
            description =
                    "drm1, drm2, drm3, mlperf-dlrm-v2, or a workload in JSON or YAML; its tables have the names of the model's"
                            + " sparse features (default: bags of 0 to 6 ids with zipf alpha 1, and 50, 100 or 200 candidates).")
    private @Nullable String workload;

    @Option(names = "--requests", required = true, paramLabel = "<n>", description = "How many, at least 1.")
    private long requests;

    @Option(names = "--rate", required = true, paramLabel = "<req/s>", description = "Requests a second, above 0.")
    private double rate;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Equal seeds give equal bytes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--popularity",
            defaultValue = "zipf",
            paramLabel = "<source>",
            description = "Where the ids come from, below (default: ${DEFAULT-VALUE}).")
    private String popularity;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "<file>",
            description = "Where to write the trace; compressed if the name ends in .zst.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Manifest manifest = Bundle.open(model).manifest();
        Optional<Workload> shape = Optional.ofNullable(workload).map(WorkloadCatalog::find);
        Popularity source = Popularity.parse(popularity);
        TraceHeader header = new TraceHeader(
                TraceHeader.FORMAT_VERSION,
                manifest.name(),
                shape.map(Workload::name).orElse(null),
                requests,
                rate,
                seed,
                source.label());
        List<String> assumed = featuresWithout(manifest, shape);
        RequestGenerator generator = shape.map(found -> RequestGenerator.of(manifest, found, seed))
                .orElseGet(() -> RequestGenerator.of(manifest, Map.of(), seed));
        TraceReport report;
        try (Progress progress = TerminalProgress.ofRequests("generate-trace", requests)) {
            report = new TraceGenerator(manifest, generator, header).write(out, source, progress);
        }
        print(report, assumed);
    }

    /** Returns the features whose bags no workload describes; a workload that describes none is refused. */
    private static List<String> featuresWithout(Manifest manifest, Optional<Workload> shape) {
        Set<String> described = shape.stream()
                .flatMap(Workload::tables)
                .map(WorkloadTable::name)
                .collect(Collectors.toUnmodifiableSet());
        List<SparseFeature> features = manifest.features().sparse();
        List<String> assumed = features.stream()
                .map(SparseFeature::name)
                .filter(name -> !described.contains(name))
                .toList();
        if (shape.isPresent() && !features.isEmpty() && assumed.size() == features.size()) {
            throw new CallerException("workload: '" + shape.get().name() + "' names no sparse feature of model '"
                    + manifest.name() + "' (expected: tables named as its features, " + shown(assumed) + ")");
        }
        return assumed;
    }

    private void print(TraceReport report, List<String> assumed) {
        PrintWriter answer = spec.commandLine().getOut();
        answer.printf(
                Locale.ROOT,
                "%s: %s requests over %.1f s, %s candidates, %s ids, %.1f MB of JSON%n",
                out,
                Numbers.grouped(report.requests()),
                report.lastArrivalNanos() / NANOS_PER_SECOND,
                Numbers.grouped(report.candidates()),
                Numbers.grouped(report.ids()),
                report.contentBytes() / BYTES_PER_MB);
        if (!assumed.isEmpty()) {
            answer.println("bags of 0 to 6 ids, as no workload describes them: " + shown(assumed));
        }
        if (!report.approximateTables().isEmpty()) {
            answer.println("too few rows or accesses for the counts of the reuse histogram, whose shape is kept"
                    + " (share of rows, share of accesses): " + shown(report.approximateTables()));
        }
        answer.flush();
    }

    private static String shown(List<String> names) {
        String some = names.stream().limit(SHOWN_TABLES).collect(Collectors.joining(", "));
        return names.size() > SHOWN_TABLES ? some + " and " + (names.size() - SHOWN_TABLES) + " more" : some;
    }
}
