package dev.outrank.workbench.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service ready to start.
 *
 * @param kind which
 * @param java the program that runs it
 * @param jar the runnable jar, its libraries beside it where it was unpacked
 * @param cache the start-up cache, null where there is none
 */
record ServiceImage(
        ServiceKind kind, Path java, Path jar, @Nullable Path cache) {

    /** Returns the command line with the heap of the service's kind, and the arguments at its end. */
    List<String> command(JvmGoal goal, List<String> arguments) {
        return command(goal, kind.heap(), arguments);
    }

    /** Returns the command line with the arguments at its end. */
    List<String> command(JvmGoal goal, JvmHeap heap, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        if (cache != null) {
            // A cache that does not fit any more only costs its advantage.
            command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:aot*=off"));
        }
        command.addAll(kind.jvmFlags(goal, heap));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return command;
    }
}
