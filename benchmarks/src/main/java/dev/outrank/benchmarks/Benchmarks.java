package dev.outrank.benchmarks;

import dev.outrank.benchmarks.collectors.CollectorsCommand;
import dev.outrank.benchmarks.dense.DenseCommand;
import dev.outrank.benchmarks.json.JsonCommand;
import dev.outrank.benchmarks.kernel.KernelsCommand;
import dev.outrank.benchmarks.lookup.LookupsCommand;
import dev.outrank.benchmarks.ranking.RankingCommand;
import dev.outrank.benchmarks.tracing.TracingCommand;
import dev.outrank.benchmarks.transport.TransportCommand;
import dev.outrank.benchmarks.transport.TransportPeer;
import dev.outrank.bundle.failure.OutrankException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program; {@code outrank bench} runs it. */
@Command(
        name = "outrank bench",
        mixinStandardHelpOptions = true,
        description = "Benchmarks, each beside what it is measured against.",
        subcommands = {
            CollectorsCommand.class,
            DenseCommand.class,
            JsonCommand.class,
            KernelsCommand.class,
            LookupsCommand.class,
            RankingCommand.class,
            TracingCommand.class,
            TransportCommand.class,
            TransportPeer.class,
            HelpCommand.class
        })
public final class Benchmarks implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs one command; the exit code is 0, 1 where a check failed, 2 where the command line was wrong. */
    public static void main(String... arguments) {
        CommandLine commands = new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof OutrankException || failure instanceof IllegalStateException) {
                line.getErr().println("outrank bench: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        System.exit(commands.execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "command: missing (expected: collectors, dense, json, kernels, lookups, ranking, tracing or transport)");
    }
}
