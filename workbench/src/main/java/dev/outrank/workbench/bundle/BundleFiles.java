package dev.outrank.workbench.bundle;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.ManifestFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a bundle's directory besides its manifest, listed or not: nets, tables, golden requests, notes. */
public final class BundleFiles {

    private BundleFiles() {}

    /** Returns all of them, relative, with '/' as separator, in the order of their names. */
    public static List<String> list(Path bundle) {
        try (Stream<Path> files = Files.walk(bundle, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .map(bundle::relativize)
                    .map(BundleFiles::slashed)
                    .filter(file -> !file.equals(ManifestFormat.FILE_NAME))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new CallerException(bundle + ": not readable: " + e.getMessage() + " (expected: a bundle)", e);
        }
    }

    /**
     * Gives a file that nobody changes a second name, where both are on one disk that can, and copies it otherwise.
     *
     * @param target in a directory that is there
     */
    public static void linkOrCopy(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source.toRealPath());
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(source, target);
        }
    }

    /** Returns whether both are on one disk, so that links are likely; {@code target} need not be there yet. */
    public static boolean onOneDisk(Path source, Path target) throws IOException {
        Path there = target.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.getFileStore(source).equals(Files.getFileStore(there));
    }

    private static String slashed(Path relative) {
        return Stream.iterate(0, i -> i < relative.getNameCount(), i -> i + 1)
                .map(i -> relative.getName(i).toString())
                .collect(Collectors.joining("/"));
    }
}
