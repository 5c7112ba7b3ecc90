package dev.outrank.workbench.quantize;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.ManifestFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a bundle's directory besides its manifest, listed or not: nets, tables, golden requests, notes. */
final class BundleFiles {

    private BundleFiles() {}

    /** Returns all of them, relative, with '/' as separator, in the order of their names. */
    static List<String> list(Path bundle) {
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

    private static String slashed(Path relative) {
        return Stream.iterate(0, i -> i < relative.getNameCount(), i -> i + 1)
                .map(i -> relative.getName(i).toString())
                .collect(Collectors.joining("/"));
    }
}
