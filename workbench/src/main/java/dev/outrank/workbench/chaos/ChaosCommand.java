package dev.outrank.workbench.chaos;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.checked.SceneText;
import dev.outrank.workbench.stack.StackOptions;
import dev.outrank.workbench.text.TimeSpan;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank chaos}. */
@Command(
        name = "chaos",
        description = {
            "Breaks a local stack under load in every way that Outrank has promised to withstand, and says which promises hold.",
            "Two shards of two replicas, two rankings and two gateways, as processes of this machine; open-loop load at a third of what",
            "they can answer; every answer is checked, bit for bit. Takes about six minutes.",
            "Leave the machine alone meanwhile: promises about latency hold for whoever has the processors."
        },
        footer = {
            "",
            "Example: outrank chaos --check --json chaos.json",
            "Example: outrank chaos --only killed-replica,lost-shard",
            "Example: outrank chaos --only overload --overload 30s"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:every scene was played; with --check every promise was kept too",
            " 1:with --check a promise was broken; or something could not start"
        })
public final class ChaosCommand implements Callable<Integer> {

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
            description = "Of the model, the requests and the gaps between them (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "<scene>",
            description =
                    "Scenes to play (default: all): killed-replica, slow-replica, stopped-replica,"
                            + " silent-network, lost-shard, broken-answers, overload, rolling-restart, absent-config-server, leaving-clients.")
    private List<String> only = List.of();

    @Option(
            names = "--overload",
            paramLabel = "<time>",
            defaultValue = "12s",
            description = "How long the scene 'overload' sends twice the capacity (default: ${DEFAULT-VALUE}).")
    private String overload;

    @Override
    public Integer call() throws InterruptedException {
        long begin = System.nanoTime();
        Duration overloadTime = Duration.ofNanos(TimeSpan.parseNanos("--overload", overload));
        requirePlace(json);
        ChaosSettings settings = new ChaosSettings(
                stack.root(), stack.home().resolve("chaos"), only, Pace.usual(overloadTime), seed, List.of());
        ChaosReport report = new ChaosRun(settings, this::println).play();
        if (json != null) {
            ChaosFormat.write(report, json);
        }
        println("");
        println(SceneText.summary(report.scenes(), (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1)));
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
