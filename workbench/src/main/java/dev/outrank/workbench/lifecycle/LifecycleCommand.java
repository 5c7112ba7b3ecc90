package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.checked.SceneText;
import dev.outrank.workbench.stack.StackOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank lifecycle}. */
@Command(
        name = "lifecycle",
        description = {
            "Swaps versions of a model on a local stack under load, kills processes meanwhile, rolls out good and bad canaries, publishes wrong bundles,",
            "and says which promises hold. Two shards of two replicas, two rankings and two gateways, as processes of this machine; every answer is",
            "held against the scores of the version that it names, bit for bit."
        },
        footer = {
            "",
            "Example: outrank lifecycle --check --json lifecycle.json",
            "Example: outrank lifecycle --only swaps --swaps 1000",
            "Example: outrank lifecycle --only shifted-canary,slow-canary,failing-canary"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:every trial was played; with --check every promise was kept too",
            " 1:with --check a promise was broken; or something could not start"
        })
public final class LifecycleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptions stack;

    @Option(names = "--check", description = "End with exit code 1 where a promise is broken.")
    private boolean check;

    @Option(names = "--json", paramLabel = "<file>", description = "Where to write promises and figures as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Of models, requests, gaps, and who is killed when (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "<trial>",
            description = "Trials to play (default: all): swaps, replace, wrong-bundles, good-canary, shifted-canary,"
                    + " slow-canary, failing-canary, kills.")
    private List<String> only = List.of();

    @Option(names = "--swaps", defaultValue = "200", description = "Of the trial 'swaps' (default: ${DEFAULT-VALUE}).")
    private int swaps;

    @Option(names = "--kills", defaultValue = "50", description = "Of the trial 'kills' (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--rate",
            defaultValue = "20",
            paramLabel = "<per second>",
            description = "Requests a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Override
    public Integer call() throws InterruptedException {
        long begin = System.nanoTime();
        requirePlace(json);
        LifecycleSettings settings = new LifecycleSettings(
                stack.root(), stack.home().resolve("lifecycle"), only, swaps, kills, rate, seed, List.of());
        LifecycleReport report = new LifecycleRun(settings, this::println).play();
        if (json != null) {
            LifecycleFormat.write(report, json);
        }
        println("");
        println(SceneText.summary(report.trials(), (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1)));
        return check && !report.isKept() ? 1 : 0;
    }

    /** Minutes must not be lost for a place that cannot be written. */
    private static void requirePlace(@Nullable Path file) {
        Path parent = file == null ? null : file.toAbsolutePath().getParent();
        if (file != null && (parent == null || !Files.isWritable(parent) || Files.isDirectory(file))) {
            throw new CallerException(file + ": not writable (expected: a file in a directory that can be written)");
        }
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
