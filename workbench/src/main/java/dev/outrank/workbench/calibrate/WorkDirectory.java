package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.workbench.stack.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary directory that goes with its owner, or with the JVM. */
public record WorkDirectory(Path path, Thread hook) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkDirectory.class);

    /** Makes an empty one. */
    public static WorkDirectory make() {
        try {
            Path path = Files.createTempDirectory("outrank-calibrate");
            Thread hook = new Thread(() -> delete(path), "delete-calibration");
            Runtime.getRuntime().addShutdownHook(hook);
            return new WorkDirectory(path, hook);
        } catch (IOException e) {
            throw new InternalException("temporary directory: " + e + " (expected: one that can be made)", e);
        }
    }

    private static void delete(Path path) {
        try {
            FileTrees.delete(path);
        } catch (IOException e) {
            // What was measured must not be lost for a directory that stays.
            log.warn("{}: not deleted: {} (expected: to be; delete it by hand)", path, e.toString());
        }
    }

    @Override
    public void close() {
        delete(path);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already; its hook finds nothing left to delete.
            return;
        }
    }
}
