package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.calibration.CalibrationFormat;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.progress.TerminalProgress;
import dev.outrank.workbench.stack.StackOptions;
import dev.outrank.workbench.text.TimeSpan;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank calibrate}. */
@Command(
        name = "calibrate",
        description = {
            "Measures what lookups, calls of shards and dense nets cost on this machine, for the planner.",
            "Takes up to 2 GiB of memory, an embedding and a ranking service for less than three minutes. Leave the machine",
            "alone meanwhile: what others do on it is measured too."
        },
        footer = {"", "Example: outrank calibrate --out calibration.json --round-trip 120us"})
public final class CalibrateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptions stack;

    @Option(
            names = "--out",
            defaultValue = "calibration.json",
            paramLabel = "<file>",
            description = "Where to write the coefficients (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--round-trip",
            paramLabel = "<time>",
            defaultValue = "0us",
            description =
                    "What the network between ranking and shards adds to a call, for example 80us or 1.5ms (default: ${DEFAULT-VALUE}, one machine).")
    private String roundTrip;

    @Option(
            names = "--seconds",
            defaultValue = "160",
            description = "How long to take in all (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--points", paramLabel = "<file>", description = "Write every measured point too, as CSV.")
    private @Nullable Path points;

    @Override
    public Integer call() throws InterruptedException {
        requirePlace("--out", out);
        if (points != null) {
            requirePlace("--points", points);
        }
        Duration network = Duration.ofNanos(TimeSpan.parseNanos("--round-trip", roundTrip));
        CalibrateSettings settings =
                new CalibrateSettings(stack.root(), Duration.ofSeconds(seconds), network, KernelStudy.wantedBytes());
        println("Calibrating for " + seconds + " s …");
        Calibrator.Result result = measured(settings);
        CalibrationFormat.write(result.calibration(), out);
        if (points != null) {
            PointsFile.write(result.observations(), result.calibration().costs(), points);
        }
        CalibrationReport.lines(result.calibration()).forEach(this::println);
        println("Written: " + out);
        return 0;
    }

    private Calibrator.Result measured(CalibrateSettings settings) throws InterruptedException {
        try (WorkDirectory directory = WorkDirectory.make();
                Progress progress =
                        TerminalProgress.openMillis("calibrate", settings.time().toMillis())) {
            return new Calibrator(settings, this::println, progress).run(directory.path());
        }
    }

    /** Minutes of measuring must not be lost for a place that cannot be written. */
    private static void requirePlace(String option, Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent) || Files.isDirectory(file)) {
            throw new CallerException(option + ": " + file + " (expected: a file in a directory that can be written)");
        }
    }

    private void println(String line) {
        PrintWriter answer = spec.commandLine().getOut();
        answer.println(line);
        answer.flush();
    }
}
