package dev.outrank.workbench.stack;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code outrank down}: ends the stack of a home. */
@Command(name = "down", description = "Stops the services that `up` or `demo` started, kindly and then by force.")
public final class DownCommand implements Callable<Integer> {

    /** The supervisor itself waits for its services before it ends. */
    private static final Duration SUPERVISOR_GRACE = ProcessStopper.GRACE.plusSeconds(15);

    @Spec
    private CommandSpec spec;

    @Mixin
    private StackOptions stack;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        StackStore store = stack.store();
        Optional<StackState> state = store.read();
        if (state.isEmpty()) {
            out.println("No stack runs in " + stack.home() + ".");
            out.flush();
            return 0;
        }
        List<ProcessHandle> supervisor =
                state.get().supervisor().find().stream().toList();
        List<ProcessHandle> services = state.get().services().stream()
                .flatMap(service -> service.find().stream())
                .toList();
        ProcessStopper.stop(supervisor, SUPERVISOR_GRACE);
        // Read again: what the supervisor could not stop, or started meanwhile.
        List<ProcessHandle> left = Stream.concat(
                        services.stream(),
                        store.read().stream()
                                .flatMap(late -> late.services().stream())
                                .flatMap(service -> service.find().stream()))
                .filter(ProcessHandle::isAlive)
                .distinct()
                .toList();
        ProcessStopper.stop(left, ProcessStopper.GRACE);
        store.delete();
        out.println("Stopped " + services.size() + " services.");
        out.flush();
        return 0;
    }
}
