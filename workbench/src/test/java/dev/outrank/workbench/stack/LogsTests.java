package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class LogsTests {

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeLogs() throws IOException {
        Files.createDirectories(home.resolve("logs"));
        Files.writeString(home.resolve("logs/gateway.log"), lines("g", 100));
        Files.writeString(home.resolve("logs/embedding-0.log"), lines("e", 3));
    }

    private static String lines(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i + "\n").collect(Collectors.joining());
    }

    private int logs(String... arguments) {
        return new CommandLine(new LogsCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    @Test
    void showsTheEndOfOneService() {
        assertThat(logs("gateway", "-n", "2", "--home", home.toString())).isZero();
        assertThat(out.toString().lines()).containsExactly("g99", "g100");
    }

    @Test
    void showsAllServicesWithTheirNames() {
        logs("-n", "1", "--home", home.toString());
        assertThat(out.toString().lines()).containsExactly("embedding-0      | e3", "gateway          | g100");
    }

    @Test
    void namesTheServicesThatThereAreWhenThisOneIsNot() {
        assertThat(logs("gatway", "--home", home.toString())).isOne();
        assertThat(err.toString()).contains("gatway (expected: one of [embedding-0, gateway])");
    }

    @Test
    void followsWholeLinesOnly() throws IOException {
        Path log = home.resolve("logs/gateway.log");
        LogFollower follower = LogFollower.atEnd(log, "> ");
        Files.writeString(log, "new\nhal", StandardOpenOption.APPEND);
        PrintWriter printer = new PrintWriter(out);
        follower.print(printer);
        printer.flush();
        assertThat(out.toString().lines()).containsExactly("> new");
        Files.writeString(log, "f\n", StandardOpenOption.APPEND);
        follower.print(printer);
        printer.flush();
        assertThat(out.toString().lines()).containsExactly("> new", "> half");
    }

    @Test
    void beginsAnewWhenTheLogDoes() throws IOException {
        Path log = home.resolve("logs/gateway.log");
        LogFollower follower = LogFollower.atEnd(log, "");
        Files.writeString(log, "again\n");
        PrintWriter printer = new PrintWriter(out);
        follower.print(printer);
        printer.flush();
        assertThat(out.toString().lines()).containsExactly("again");
    }
}
