package dev.outrank.workbench.stack;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank up}: starts the services and stays until somebody stops them, or goes to the background. */
@Command(
        name = "up",
        description = {
            "Starts all services as processes of this machine and serves models.",
            "Stays until Ctrl-C or `outrank down`; --detach returns as soon as all are ready."
        })
public final class UpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptions stack;

    @Option(names = "--shards", defaultValue = "4", description = "Embedding shards (default: ${DEFAULT-VALUE}).")
    private int shards;

    @Option(
            names = "--replicas",
            defaultValue = "1",
            description = "Processes for each shard (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--model",
            paramLabel = "<bundle>",
            description = "A bundle to plan, pack, register and activate; may be given several times.")
    private List<Path> models = List.of();

    @Option(names = "--singular", description = "Run a ranking service with all tables in one process beside.")
    private boolean singular;

    @Option(
            names = "--port-offset",
            defaultValue = "0",
            description = "Added to every port (default: ${DEFAULT-VALUE}: gateway 8080, config-server 8888).")
    private int portOffset;

    @Option(
            names = {"-d", "--detach"},
            description = "Return when all services are ready; `outrank down` stops them.")
    private boolean detach;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (detach) {
            return new DetachedStack(stack.store(), stack.home(), out).start(foregroundArguments());
        }
        Path home = stack.home();
        StackSettings settings = new StackSettings(
                stack.root(),
                home,
                home.resolve("data"),
                shards,
                replicas,
                singular,
                JvmGoal.THROUGHPUT,
                new StackPorts(portOffset));
        try (LocalStack running = LocalStack.claim(settings, 0, line -> println(out, line))) {
            println(
                    out,
                    "Starting " + PortCheck.portsOf(settings).size() / 2 + " services; logs in " + settings.logs());
            running.start(() -> models.stream()
                    .map(model -> PackedModels.prepare(model, shards, replicas, home.resolve("packed")))
                    .toList());
            println(
                    out,
                    "Ready: http://127.0.0.1:" + settings.ports().gateway()
                            + "/v2/models  (stop by Ctrl-C or outrank down)");
            running.watch();
            return 0;
        } catch (StackStoppedException e) {
            return 0;
        }
    }

    private List<String> foregroundArguments() {
        return spec.commandLine().getParent().getParseResult().originalArgs().stream()
                .filter(argument -> !argument.equals("-d") && !argument.equals("--detach"))
                .toList();
    }

    private static void println(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
