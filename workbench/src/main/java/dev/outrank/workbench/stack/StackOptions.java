package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command on a stack has. */
public final class StackOptions {

    /** Set by the launcher: the directory of the project. */
    private static final String ROOT_PROPERTY = "outrank.root";

    @Option(
            names = "--home",
            paramLabel = "<dir>",
            description = "Where state, logs and data of the stack live; .outrank in the project by default.")
    private @Nullable Path home;

    /** Returns the project's directory. */
    public Path root() {
        Path root = Path.of(System.getProperty(ROOT_PROPERTY, "")).toAbsolutePath();
        if (!Files.isDirectory(root.resolve(ServiceKind.CONFIG.module()))) {
            throw new CallerException(ROOT_PROPERTY + ": " + root
                    + " (expected: the project's directory; start by ./outrank, which says where it is)");
        }
        return root;
    }

    /** Returns the directory of state, logs and data. */
    public Path home() {
        Path chosen = home == null ? root().resolve(".outrank") : home;
        return chosen.toAbsolutePath().normalize();
    }

    StackStore store() {
        return new StackStore(home());
    }
}
