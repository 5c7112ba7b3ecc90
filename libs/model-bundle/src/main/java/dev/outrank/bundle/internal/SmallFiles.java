package dev.outrank.bundle.internal;

import dev.outrank.bundle.failure.BundleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes files that fit in memory. */
public final class SmallFiles {

    private static final System.Logger LOG = System.getLogger(SmallFiles.class.getName());

    private SmallFiles() {}

    /**
     * Returns the content of a file.
     *
     * @throws BundleException if it is no readable file, or larger than {@code maxBytes}
     */
    public static byte[] read(Path file, long maxBytes) {
        try {
            long bytes = size(file);
            if (bytes > maxBytes) {
                throw new BundleException(file + ": " + bytes + " bytes (expected: at most " + maxBytes + ")");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Returns the size of a regular file, following links.
     *
     * @throws BundleException if it is no regular file
     */
    public static long size(Path file) {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new BundleException(file + ": missing (expected: a file)");
            }
            if (!Files.isRegularFile(file)) {
                throw new BundleException(file + ": "
                        + (Files.isDirectory(file) ? "a directory" : "a dangling link or a special file")
                        + " (expected: a file)");
            }
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Puts the whole content in place at once: whoever reads the file sees the old content or the new, also after a power failure. When this
     * returns, the content is on the disk, and its name as well where the platform can force a directory.
     */
    public static void writeAtomically(Path file, byte[] content) {
        Path temporary = partialName(file);
        try {
            try {
                writeForced(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                forceNames(file.toAbsolutePath().getParent());
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static void writeForced(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Forces the names in a directory to the disk, as far as the platform can: Windows opens no directory, some file systems force none. */
    public static void forceNames(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> directory + ": its names are not forced to the disk: " + reason(e));
        }
    }

    /** Returns a name beside {@code target} that nobody else uses, hidden, for what is not complete yet. */
    public static Path partialName(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".partial-" + UUID.randomUUID());
    }

    /** Returns the refusal for a file that the system does not let us read. */
    public static BundleException unreadable(Path file, IOException e) {
        return new BundleException(file + ": cannot be read: " + reason(e) + " (expected: a readable file)", e);
    }

    /** Returns the refusal for a file that the system does not let us write. */
    public static BundleException unwritable(Path file, IOException e) {
        return new BundleException(file + ": cannot be written: " + reason(e) + " (expected: a writable place)", e);
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
