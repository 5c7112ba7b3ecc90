package dev.outrank.workbench.stack;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code outrank prepare}: what the launcher calls after a build. */
@Command(
        name = "prepare",
        hidden = true,
        description = "Unpacks the built services and records their start-up, so that every start is fast.")
public final class PrepareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptions stack;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        new ServiceImages(stack.root(), line -> {
                    out.println(line);
                    out.flush();
                })
                .prepare(true);
        return 0;
    }
}
