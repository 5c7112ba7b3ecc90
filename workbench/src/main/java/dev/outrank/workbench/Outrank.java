package dev.outrank.workbench;

import dev.outrank.workbench.bench.BenchCommand;
import dev.outrank.workbench.calibrate.CalibrateCommand;
import dev.outrank.workbench.chaos.ChaosCommand;
import dev.outrank.workbench.characterize.CharacterizeCommand;
import dev.outrank.workbench.demo.DemoCommand;
import dev.outrank.workbench.generate.GenerateCommand;
import dev.outrank.workbench.importing.ImportCommand;
import dev.outrank.workbench.inspect.InspectCommand;
import dev.outrank.workbench.lifecycle.LifecycleCommand;
import dev.outrank.workbench.pack.PackCommand;
import dev.outrank.workbench.plan.PlanCommand;
import dev.outrank.workbench.profile.ProfileCommand;
import dev.outrank.workbench.quantize.QuantizeCommand;
import dev.outrank.workbench.release.HistoryCommand;
import dev.outrank.workbench.release.PublishCommand;
import dev.outrank.workbench.release.RetireCommand;
import dev.outrank.workbench.release.RollbackCommand;
import dev.outrank.workbench.release.RolloutCommand;
import dev.outrank.workbench.release.UnpinCommand;
import dev.outrank.workbench.reorder.ReorderCommand;
import dev.outrank.workbench.replay.ReplayCommand;
import dev.outrank.workbench.stack.DownCommand;
import dev.outrank.workbench.stack.LogsCommand;
import dev.outrank.workbench.stack.PrepareCommand;
import dev.outrank.workbench.stack.StatusCommand;
import dev.outrank.workbench.stack.UpCommand;
import dev.outrank.workbench.trace.GenerateTraceCommand;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the {@code outrank} command and its entry point. */
@Command(
        name = "outrank",
        description = "Makes, inspects, plans, packs and serves sharded recommendation models.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        scope = ScopeType.INHERIT,
        subcommands = {
            BenchCommand.class,
            CalibrateCommand.class,
            ChaosCommand.class,
            CharacterizeCommand.class,
            GenerateCommand.class,
            GenerateTraceCommand.class,
            ImportCommand.class,
            InspectCommand.class,
            PlanCommand.class,
            PackCommand.class,
            HelpCommand.class,
            HistoryCommand.class,
            LifecycleCommand.class,
            DemoCommand.class,
            DownCommand.class,
            LogsCommand.class,
            ProfileCommand.class,
            PublishCommand.class,
            QuantizeCommand.class,
            PrepareCommand.class,
            ReorderCommand.class,
            ReplayCommand.class,
            RetireCommand.class,
            RollbackCommand.class,
            RolloutCommand.class,
            StatusCommand.class,
            UnpinCommand.class,
            UpCommand.class,
        })
public final class Outrank implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of a failure instead of its message alone.")
    private boolean verbose;

    /** Returns a command line ready to execute; its streams and handlers may still be changed. */
    public static CommandLine commandLine() {
        Outrank root = new Outrank();
        CommandLine line = new CommandLine(root)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureReport(() -> root.verbose));
        // What stands behind a benchmark's name is that one's, --help too.
        Objects.requireNonNull(line.getSubcommands().get(BenchCommand.NAME)).setStopAtUnmatched(true);
        return line;
    }

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "command: none (expected: one of the commands below)");
    }
}
