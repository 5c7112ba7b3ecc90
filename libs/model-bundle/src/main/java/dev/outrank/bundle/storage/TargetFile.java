package dev.outrank.bundle.storage;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.SmallFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file in the making: written beside its target, renamed by {@link #commit()}, removed by {@link #close()} otherwise.
 *
 * <pre>
 *   try (TargetFile file = TargetFile.prepare(out)) {
 *       … write to file.content() …
 *       file.commit();
 *   }
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class TargetFile implements AutoCloseable {

    private final Path target;
    private final Path working;
    private final FileOutputStream content;

    private TargetFile(Path target, Path working) throws IOException {
        this.target = target;
        this.working = working;
        this.content = new FileOutputStream(working.toFile());
    }

    /**
     * Opens the working file. What the target holds stays until {@link #commit()}.
     *
     * @throws BundleException if the target is a directory or its place is not writable
     */
    public static TargetFile prepare(Path target) {
        if (Files.isDirectory(target)) {
            throw new BundleException(target + ": a directory (expected: the name of a file)");
        }
        Path absolute = target.toAbsolutePath().normalize();
        try {
            return new TargetFile(absolute, SmallFiles.partialName(absolute));
        } catch (IOException e) {
            throw SmallFiles.unwritable(target, e);
        }
    }

    /** Returns the stream to write to, unbuffered; closing it is allowed and not needed. */
    public OutputStream content() {
        return content;
    }

    /** Forces what was written to the disk and gives it its final name, at once. A stream around the content must have been flushed. */
    public void commit() {
        try {
            if (content.getChannel().isOpen()) {
                content.getFD().sync();
                content.close();
            }
            Files.move(working, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            SmallFiles.forceNames(target.getParent());
        } catch (IOException e) {
            throw SmallFiles.unwritable(target, e);
        }
    }

    /** Removes the working file, unless it was committed. */
    @Override
    public void close() {
        try {
            content.close();
            Files.deleteIfExists(working);
        } catch (IOException e) {
            throw SmallFiles.unwritable(target, e);
        }
    }
}
