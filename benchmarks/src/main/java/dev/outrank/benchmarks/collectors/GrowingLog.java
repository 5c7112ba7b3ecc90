package dev.outrank.benchmarks.collectors;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A log that somebody else writes, read part by part. Not thread-safe. */
final class GrowingLog {

    private final Path file;
    private long position;

    GrowingLog(Path file) {
        this.file = file;
    }

    /**
     * Returns the lines that have been ended since the last call.
     *
     * @throws DependencyException if there is no such file
     */
    List<String> next() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] part = new byte[Math.toIntExact(log.length() - position)];
            log.seek(position);
            log.readFully(part);
            int end = part.length;
            while (end > 0 && part[end - 1] != '\n') {
                end--;
            }
            position += end;
            return new String(part, 0, end, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new DependencyException(file + ": " + e + " (expected: the log of a JVM)", e);
        }
    }
}
