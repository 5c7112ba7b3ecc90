package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code outrank up} as a process of its own that outlives this one and its terminal. */
final class DetachedStack {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

    private final StackStore store;
    private final Path log;
    private final PrintWriter out;

    DetachedStack(StackStore store, Path home, PrintWriter out) {
        this.store = store;
        this.log = home.resolve("supervisor.log");
        this.out = out;
    }

    /** Returns 0 once all services are ready; shows what the supervisor says meanwhile. */
    int start(List<String> arguments) throws InterruptedException {
        try {
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(log);
            Process supervisor = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            supervisor.getOutputStream().close();
            return follow(supervisor);
        } catch (IOException e) {
            throw new DependencyException("supervisor: " + e + " (expected: to start)", e);
        }
    }

    /** This JVM's own command line with other arguments; nohup keeps it when the terminal closes. */
    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "nohup",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Doutrank.root=" + System.getProperty("outrank.root", ""),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                System.getProperty("java.class.path")));
        command.addAll(arguments);
        return command;
    }

    private int follow(Process supervisor) throws InterruptedException, IOException {
        int shown = 0;
        while (true) {
            boolean ended = supervisor.waitFor(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            boolean ready = store.read()
                    .filter(state -> state.supervisor().pid() == supervisor.pid())
                    .map(StackState::ready)
                    .orElse(false);
            List<String> lines = Files.readAllLines(log);
            lines.subList(shown, lines.size()).forEach(out::println);
            out.flush();
            shown = lines.size();
            if (ended) {
                return supervisor.exitValue() == 0 ? 1 : supervisor.exitValue();
            }
            if (ready) {
                return 0;
            }
        }
    }
}
