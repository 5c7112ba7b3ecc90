package dev.outrank.workbench.demo;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.workbench.stack.FileTrees;
import dev.outrank.workbench.stack.JvmGoal;
import dev.outrank.workbench.stack.LocalStack;
import dev.outrank.workbench.stack.StackOptions;
import dev.outrank.workbench.stack.StackPorts;
import dev.outrank.workbench.stack.StackSettings;
import dev.outrank.workbench.stack.StackStoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank demo}. */
@Command(
        name = "demo",
        description = {
            "Serves a trained model and two generated ones over four shards and checks their scores.",
            "Sends requests through the gateway, holds distributed scores against those of one process and of",
            "PyTorch, and shows what it measured.",
            "Stays up until Ctrl-C."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every check passed", " 1:a check failed, or something could not start"})
public final class DemoCommand implements Callable<Integer> {

    private static final int SHARDS = 4;
    private static final double MILLIS_PER_SECOND = 1e3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptions stack;

    @Option(names = "--check", description = "End after the checks, with exit code 0 or 1.")
    private boolean check;

    @Option(
            names = "--port-offset",
            defaultValue = "0",
            description = "Added to every port (default: ${DEFAULT-VALUE}: gateway 8080, config-server 8888).")
    private int portOffset;

    @Option(
            names = "--scale",
            defaultValue = "0.001",
            description = "Factor of the generated tables' rows (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Override
    public Integer call() throws InterruptedException {
        long begin = System.nanoTime();
        Path home = stack.home();
        Path data = home.resolve("demo-data");
        StackSettings settings = new StackSettings(
                stack.root(), home, data, SHARDS, 1, true, JvmGoal.QUICK_START, new StackPorts(portOffset));
        DemoRun run = new DemoRun(settings, scale, this::println);
        try (LocalStack services = LocalStack.claim(settings, run.bytesToWrite(), this::println)) {
            deleteOldData(data);
            println("Starting config-server, ranking (distributed and singular), " + SHARDS
                    + " embedding shards and the gateway; logs in " + home.resolve("logs"));
            services.start(run::prepare);
            List<ModelReport> reports = run.measure();
            new ReportTable(spec.commandLine().getOut()).print(reports);
            boolean passed = reports.stream().allMatch(ModelReport::allHold);
            println("");
            println("%s after %.1f s."
                    .formatted(
                            passed ? "All checks passed" : "SOME CHECKS FAILED",
                            Duration.ofNanos(System.nanoTime() - begin).toMillis() / MILLIS_PER_SECOND));
            if (!check) {
                stayUp(services, run.curlLine());
            }
            return passed ? 0 : 1;
        } catch (StackStoppedException e) {
            return 0;
        }
    }

    private void stayUp(LocalStack services, String curlLine) throws InterruptedException {
        println("");
        println("Try it:");
        println(curlLine);
        println("");
        println("The services stay up until Ctrl-C or ./outrank down.");
        services.watch();
    }

    /** The demo's registry begins empty, so that its versions never meet those of an earlier build. */
    private static void deleteOldData(Path data) {
        try {
            FileTrees.delete(data);
        } catch (IOException e) {
            throw new InternalException(data + ": " + e + " (expected: a directory to delete)", e);
        }
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
