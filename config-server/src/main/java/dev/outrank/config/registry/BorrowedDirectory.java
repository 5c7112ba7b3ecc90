package dev.outrank.config.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * A directory of this machine's temporary ones, deleted with all that is in it when it is closed.
 *
 * @param path where it is
 */
record BorrowedDirectory(Path path) implements AutoCloseable {

    static BorrowedDirectory make() throws IOException {
        return new BorrowedDirectory(Files.createTempDirectory("outrank-registration"));
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(path);
    }
}
