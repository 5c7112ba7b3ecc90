package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.planner.cost.Calibration;
import dev.outrank.workbench.calibrate.WorkDirectory;
import dev.outrank.workbench.calibration.CalibrationFormat;
import dev.outrank.workbench.stack.StackOptions;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank characterize}. */
@Command(
        name = "characterize",
        description = {
            "Measures what it costs to distribute models over shards, against the same models in one process.",
            "Real processes of this machine, both sides up at once and measured in turns; every answer is checked, bit for bit.",
            "Leave the machine alone meanwhile: what others do on it is measured too."
        },
        footer = {
            "",
            "Example: outrank characterize --quick --json quick.json",
            "Example: outrank characterize --json study.json --html study.html",
            "Example: outrank characterize --quick --against quick.json --bound p99=1.10 --bound cpu=1.05"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:measured, and within all bounds",
            " 1:a bound was passed, an answer was wrong, or something could not start"
        })
public final class CharacterizeCommand implements Callable<Integer> {

    /** Half a gigabyte to two of tables: far more than processors cache, little enough for a machine with both sides and the files of a plan. */
    private static final Map<String, Double> SCALES =
            Map.of("drm1", 0.004, "drm2", 0.005, "drm3", 0.004, "mlperf-dlrm-v2", 0.01);

    private static final double OTHER_SCALE = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptions stack;

    @Mixin
    private StudyOptions options;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "<name|file>",
            description = "Workloads to study (default: drm1,drm2,drm3,mlperf-dlrm-v2).")
    private List<String> models = WorkloadCatalog.NAMES;

    @Option(
            names = "--scale",
            paramLabel = "<factor>",
            description = "Factor of the tables' rows, above 0, at most 1 (default: drm1 0.004, drm2 0.005, drm3 0.004,"
                    + " mlperf-dlrm-v2 0.01, others 1).")
    private @Nullable Double scale;

    @Option(
            names = "--calibration",
            paramLabel = "<file>",
            description =
                    "What 'outrank calibrate' measured, for predictions and auto (default: the one that Outrank ships).")
    private @Nullable Path calibration;

    @Option(
            names = "--fleet-rate",
            paramLabel = "<requests/s>",
            defaultValue = "1000",
            description = "The rate that fleets are sized for (default: ${DEFAULT-VALUE}).")
    private double fleetRate;

    @Option(names = "--json", paramLabel = "<file>", description = "Where to write the study as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "<file>", description = "Where to write the study as a page with charts.")
    private @Nullable Path html;

    @Option(
            names = "--against",
            paramLabel = "<file>",
            description = "An earlier study's JSON, to hold this one against.")
    private @Nullable Path against;

    @Option(
            names = "--bound",
            paramLabel = "<figure=ratio>",
            description =
                    "Of --against: the most that p50, p90, p99 or cpu, distributed over one process, may be of what it"
                            + " was, such as p99=1.10; may be given several times.")
    private List<String> bounds = List.of();

    @Override
    public Integer call() throws InterruptedException {
        StudySettings settings = options.settings();
        List<Workload> workloads = models.stream().map(WorkloadCatalog::find).toList();
        List<Bound> limits = bounds.stream().map(Bound::parse).toList();
        if (!limits.isEmpty() && against == null) {
            throw new CallerException("--bound: " + bounds + " (expected: only with --against)");
        }
        StudyReport earlier = against == null ? null : StudyFormat.read(against);
        Stream.of(json, html).forEach(CharacterizeCommand::requirePlace);
        Calibration costs = calibration == null ? CalibrationFormat.defaults() : CalibrationFormat.read(calibration);
        StudyReport report = study(settings, workloads, costs);
        StudyText.conclusions(report).forEach(this::println);
        int guarded = earlier == null ? 0 : guard(report, earlier, limits);
        return report.failures().isEmpty() ? guarded : 1;
    }

    /** Minutes of measuring must not be lost for a place that cannot be written. */
    private static void requirePlace(@Nullable Path file) {
        Path parent = file == null ? null : file.toAbsolutePath().getParent();
        if (file != null && (parent == null || !Files.isWritable(parent) || Files.isDirectory(file))) {
            throw new CallerException(file + ": not writable (expected: a file in a directory that can be written)");
        }
    }

    private StudyReport study(StudySettings settings, List<Workload> workloads, Calibration costs)
            throws InterruptedException {
        try (WorkDirectory directory = WorkDirectory.make();
                Study study = new Study(settings, costs, fleetRate, stack.root(), directory.path(), this::println)) {
            StudyReport report = study.report(described(settings));
            for (Workload workload : workloads) {
                study.model(workload, scale == null ? SCALES.getOrDefault(workload.name(), OTHER_SCALE) : scale);
                report = study.report(described(settings));
                write(report);
            }
            return report;
        }
    }

    /** Writes what is known after each model: half an hour of measuring must not be lost for the next. */
    private void write(StudyReport report) {
        if (json != null) {
            StudyFormat.write(report, json);
        }
        if (html != null) {
            StudyPage.write(report, html);
        }
    }

    private Map<String, String> described(StudySettings settings) {
        Map<String, String> described = new TreeMap<>();
        described.put("api", settings.api().label());
        described.put("calibration", calibration == null ? "the shipped one" : calibration.toString());
        described.put("rounds", String.valueOf(settings.rounds()));
        described.put(
                "services",
                settings.properties().isEmpty() ? "as they are by default" : String.join(" ", settings.properties()));
        described.put(
                "turn",
                String.format(
                        Locale.ROOT,
                        "%.1f s, after %.1f s of warm-up of new processes and %.1f s of each later plan",
                        settings.turn().toMillis() / 1e3,
                        settings.warmUp().toMillis() / 1e3,
                        settings.shorterWarmUp().toMillis() / 1e3));
        settings.answerTurn()
                .ifPresent(longer -> described.put(
                        "turn of the best", String.format(Locale.ROOT, "%.1f s", longer.toMillis() / 1e3)));
        return described;
    }

    private int guard(StudyReport now, StudyReport then, List<Bound> limits) {
        Guard.Finding finding = new Guard(limits).compare(now, then);
        finding.lines().forEach(this::println);
        return finding.holds() ? 0 : 1;
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
