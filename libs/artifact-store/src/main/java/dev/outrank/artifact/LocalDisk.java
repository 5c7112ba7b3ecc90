package dev.outrank.artifact;

import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.nio.file.Path;

/** What goes wrong with the disk here, which is not the source's failure: nothing is tried again for it. */
final class LocalDisk {

    private LocalDisk() {}

    /** Reads or writes files. */
    interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Runs something with a file.
     *
     * @throws InternalException where that fails
     */
    static <T> T with(Path file, Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    static InternalException failure(Path file, IOException cause) {
        return new InternalException(file + ": " + cause + " (expected: a disk with room)", cause);
    }
}
