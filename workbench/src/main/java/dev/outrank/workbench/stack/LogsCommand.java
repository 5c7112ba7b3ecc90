package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CallerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code outrank logs}: what the services said. */
@Command(name = "logs", description = "Shows the end of one service's log, or of all.")
public final class LogsCommand implements Callable<Integer> {

    private static final String SUFFIX = ".log";

    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptions stack;

    @Parameters(arity = "0..1", paramLabel = "<service>", description = "For example embedding-2; all by default.")
    private @Nullable String service;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "40",
            description = "How many lines of each (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> logs = logs();
        boolean prefixed = logs.size() > 1;
        List<LogFollower> followers = new ArrayList<>();
        for (Path log : logs) {
            String prefix = prefixed ? "%-17s| ".formatted(nameOf(log)) : "";
            followers.add(LogFollower.atEnd(log, prefix));
            LogTail.of(log, lines).forEach(line -> out.println(prefix + line));
        }
        out.flush();
        if (follow) {
            LogFollower.run(followers, out);
        }
        return 0;
    }

    private List<Path> logs() {
        Path directory = stack.home().resolve("logs");
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                entries.forEach(all::add);
            } catch (IOException e) {
                throw new CallerException(directory + ": " + e + " (expected: a readable directory)", e);
            }
        }
        all.sort(null);
        List<Path> wanted = all.stream()
                .filter(log -> service == null || nameOf(log).equals(service))
                .toList();
        if (wanted.isEmpty()) {
            throw new CallerException(
                    "service: " + (service == null ? "none has a log in " + directory : service) + " (expected: one of "
                            + all.stream().map(LogsCommand::nameOf).toList() + ")");
        }
        return wanted;
    }

    private static String nameOf(Path log) {
        String file = log.getFileName().toString();
        return file.substring(0, file.length() - SUFFIX.length());
    }
}
