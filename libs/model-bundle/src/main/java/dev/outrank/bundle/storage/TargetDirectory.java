package dev.outrank.bundle.storage;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.SmallFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory in the making: written beside its target, renamed by {@link #commit()}, removed by {@link #close()} otherwise.
 *
 * <pre>
 *   try (TargetDirectory directory = TargetDirectory.prepare(out, bytesNeeded)) {
 *       … write below directory.working() …
 *       directory.commit();
 *   }
 * </pre>
 *
 * <p>Not thread-safe; files below {@link #working()} may be written by any thread.
 */
public final class TargetDirectory implements AutoCloseable {

    private final Path target;
    private final Path working;
    private boolean committed;

    private TargetDirectory(Path target, Path working) {
        this.target = target;
        this.working = working;
    }

    /**
     * Makes the working directory. The target may be absent or an empty directory.
     *
     * @param bytesNeeded how much will be written; at least this much must be free
     * @throws BundleException if the target holds something, or the disk has too little space
     */
    public static TargetDirectory prepare(Path target, long bytesNeeded) {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new BundleException(target + ": a file system's root (expected: a new directory)");
        }
        try {
            requireVacant(absolute);
            Files.createDirectories(parent);
            requireSpace(target, parent, bytesNeeded);
            return new TargetDirectory(absolute, Files.createDirectory(SmallFiles.partialName(absolute)));
        } catch (IOException e) {
            throw SmallFiles.unwritable(target, e);
        }
    }

    private static void requireVacant(Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new BundleException(target + ": exists and is no directory (expected: a new or empty directory)");
        }
        try (Stream<Path> children = Files.list(target)) {
            if (children.findAny().isPresent()) {
                throw new BundleException(
                        target
                                + ": a directory that is not empty (expected: a new or empty directory; choose another or remove it)");
            }
        }
    }

    private static void requireSpace(Path target, Path parent, long bytesNeeded) throws IOException {
        long free = Files.getFileStore(parent).getUsableSpace();
        if (free < bytesNeeded) {
            throw new BundleException(target + ": " + free + " bytes are free on its disk (expected: at least "
                    + bytesNeeded + " bytes)");
        }
    }

    /** Returns the directory to write into. */
    public Path working() {
        return working;
    }

    /**
     * Gives the working directory its final name, at once, and forces that name to the disk where the platform can. What the files hold is
     * forced by whoever wrote them, or not at all.
     */
    public void commit() {
        try {
            requireVacant(target);
            SmallFiles.forceNames(working);
            Files.deleteIfExists(target);
            Files.move(working, target, StandardCopyOption.ATOMIC_MOVE);
            committed = true;
            SmallFiles.forceNames(target.getParent());
        } catch (IOException e) {
            throw SmallFiles.unwritable(target, e);
        }
    }

    /** Removes the working directory, unless it was committed. */
    @Override
    public void close() {
        if (!committed) {
            try {
                Files.walkFileTree(working, new Removal());
            } catch (IOException e) {
                throw SmallFiles.unwritable(working, e);
            }
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
