package dev.outrank.bundle;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.SmallFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resolves relative paths inside a directory, and refuses those that leave it by '..' or by a symbolic link. */
final class BundlePaths {

    private BundlePaths() {}

    /** Returns the path of an existing regular file inside {@code directory}. */
    static Path resolve(Path directory, String relative) {
        Path inside = Path.of(relative).normalize();
        Path file = directory.resolve(inside);
        if (relative.isEmpty() || inside.isAbsolute() || inside.startsWith("..")) {
            throw escapes(directory, relative, file.toAbsolutePath().normalize());
        }
        SmallFiles.size(file);
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(directory.toRealPath())) {
                throw escapes(directory, relative, real);
            }
        } catch (IOException e) {
            throw SmallFiles.unreadable(file, e);
        }
        return file;
    }

    static Path requireDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new BundleException(directory + ": " + (Files.exists(directory) ? "no directory" : "missing")
                    + " (expected: a bundle's directory)");
        }
        return directory;
    }

    private static BundleException escapes(Path directory, String relative, Path file) {
        return new BundleException(
                directory + ": '" + relative + "' is " + file + " (expected: a file inside the directory)");
    }
}
