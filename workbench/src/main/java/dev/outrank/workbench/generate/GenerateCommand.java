package dev.outrank.workbench.generate;

import dev.outrank.bundle.manifest.LossPolicy;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.progress.TerminalProgress;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank generate}. */
@Command(
        name = "generate",
        description = "Makes a bundle of a workload, with deterministic numbers.",
        footer = {
            "",
            "Example: outrank generate --workload drm1 --scale 0.001 --seed 7 --out models/drm1",
            "The scale shrinks tables only: rows = max(1, round(rows x scale))."
        })
public final class GenerateCommand implements Runnable {

    private static final double BYTES_PER_MB = 1e6;

    @Option(
            names = "--workload",
            required = true,
            paramLabel = "<name|file>",
            description = "drm1, drm2, drm3, mlperf-dlrm-v2, or a workload in JSON or YAML.")
    private String workload;

    @Option(
            names = "--scale",
            defaultValue = "0.001",
            description = "Factor of the tables' rows, above 0, at most 1 (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Equal seeds give equal bytes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--on-loss",
            defaultValue = "fail",
            paramLabel = "<fail|default>",
            description =
                    "What becomes of a request where a shard is lost, for all tables: it fails, or default rows, zeros,"
                            + " stand in and the answer says so (default: ${DEFAULT-VALUE}).")
    private LossPolicy onLoss = LossPolicy.FAIL;

    @Option(names = "--threads", description = "How many write (default: all processors); no matter for the result.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", required = true, paramLabel = "<dir>", description = "A new or empty directory.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        GenerateSettings settings = new GenerateSettings(WorkloadCatalog.find(workload), scale, seed, onLoss, threads);
        Manifest manifest;
        try (Progress progress = TerminalProgress.open("generate", BundleGenerator.bytes(settings))) {
            manifest = BundleGenerator.generate(settings, out, progress);
        }
        PrintWriter answer = spec.commandLine().getOut();
        answer.printf(
                Locale.ROOT,
                "%s: %s, %d tables, %.1f MB of rows, %d nets%n",
                out,
                manifest.name(),
                manifest.tables().size(),
                BundleGenerator.bytes(settings) / BYTES_PER_MB,
                manifest.nets().size());
        answer.flush();
    }
}
