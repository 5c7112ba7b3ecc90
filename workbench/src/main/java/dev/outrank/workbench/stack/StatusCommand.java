package dev.outrank.workbench.stack;

import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code outrank status}: what runs. */
@Command(
        name = "status",
        description = "Shows the services of the stack.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every service is ready", " 1:there is no stack, or some service is not ready"})
public final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptions stack;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<StackState> state = stack.store().read();
        if (state.isEmpty()) {
            out.println("No stack runs in " + stack.home() + ".");
            out.flush();
            return 1;
        }
        boolean supervised = state.get().supervisor().find().isPresent();
        boolean allReady = supervised && state.get().ready();
        out.printf("%-18s %8s %6s %10s  %s%n", "service", "pid", "port", "up", "state");
        try (HttpClient http = HttpClient.newHttpClient()) {
            ReadinessProbe probe = new ReadinessProbe(http);
            for (RecordedProcess service : state.get().services()) {
                boolean alive = service.find().isPresent();
                boolean ready = alive && probe.isReady(StackPorts.management(service.port()));
                allReady &= ready;
                out.printf(
                        "%-18s %8d %6d %10s  %s%n",
                        service.name(),
                        service.pid(),
                        service.port(),
                        alive ? age(service) : "-",
                        ready ? "ready" : alive ? "not ready" : "gone");
            }
        }
        if (supervised && !state.get().ready()) {
            out.println("The stack is being started (pid "
                    + state.get().supervisor().pid() + ").");
        }
        if (!supervised) {
            out.println("The supervisor (pid " + state.get().supervisor().pid()
                    + ") is gone; outrank down stops what it left behind.");
        }
        out.flush();
        return allReady ? 0 : 1;
    }

    private static String age(RecordedProcess service) {
        Duration age = Duration.between(Instant.ofEpochMilli(service.startedAtMillis()), Instant.now());
        return "%d:%02d:%02d".formatted(age.toHours(), age.toMinutesPart(), age.toSecondsPart());
    }
}
