package dev.outrank.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

final class OutrankTests {

    @Test
    void exitsWithTwoAndUsageWhenNoCommandIsGiven() {
        CommandRun run = CommandRun.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("command: none").contains("Usage: outrank", "generate", "import", "pack");
    }

    @Test
    void exitsWithTwoWhenAnOptionIsUnknown() {
        CommandRun run = CommandRun.of("plan", "--shard", "4");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--shard").doesNotContain("\tat ");
    }

    @Test
    void printsVersionAndHelpWhenAsked() {
        assertThat(CommandRun.of("--version").out()).startsWith("outrank ");
        CommandRun help = CommandRun.of("help", "generate");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("--workload", "--scale", "max(1, round(rows x scale))");
    }

    @Test
    void leavesTheHelpOfABenchmarkToIt() {
        assertThat(bench("collectors", "--help").isUsageHelpRequested()).isFalse();
        assertThat(bench("--help").isUsageHelpRequested()).isTrue();
    }

    private static ParseResult bench(String... arguments) {
        return Outrank.commandLine()
                .parseArgs(Stream.concat(Stream.of("bench"), Arrays.stream(arguments))
                        .toArray(String[]::new))
                .subcommand();
    }

    @Test
    void printsOneLineWhenACommandIsRefused(@TempDir Path directory) {
        CommandRun run = CommandRun.of("inspect", directory);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().startsWith("outrank: " + directory);
    }

    @Test
    void addsTheStackWhenVerbose(@TempDir Path directory) {
        CommandRun run = CommandRun.of("inspect", directory, "--verbose");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("CallerException", "at dev.outrank.workbench.inspect.InspectCommand");
    }

    @Test
    void asksForAReportWhenAFailureIsUnexpected() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new Outrank()).setErr(new PrintWriter(err));
        int exitCode = new FailureReport(() -> false)
                .handleExecutionException(new IllegalStateException("a defect"), command, command.parseArgs());
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .contains("unexpected IllegalStateException: a defect")
                .contains("please report it");
        assertThat(err.toString().lines()).hasSize(1);
    }
}
