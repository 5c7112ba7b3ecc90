package dev.outrank.workbench.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whole directories. */
public final class FileTrees {

    private FileTrees() {}

    /** Deletes the children of a directory that a condition selects, each with everything in it. */
    public static void deleteChildren(Path directory, Predicate<Path> selected) throws IOException {
        List<Path> children;
        try (Stream<Path> all = Files.list(directory)) {
            children = all.filter(selected).toList();
        }
        for (Path child : children) {
            delete(child);
        }
    }

    /** Deletes a directory with everything in it; does nothing if there is none. Follows no links. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
