package dev.outrank.workbench.chaos;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.ManifestFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same bundle with another name and another policy. */
final class LenientBundle {

    private LenientBundle() {}

    /** Copies a bundle; default rows stand in for those of each table whose shard is lost. */
    static Path copy(Path bundle, Path target, String name) {
        try {
            copyFiles(bundle, target);
            Path manifest = target.resolve(ManifestFormat.FILE_NAME);
            if (!(JsonMapper.shared().readTree(Files.readString(manifest)) instanceof ObjectNode root)) {
                throw new InternalException(manifest + ": no object (expected: a manifest)");
            }
            root.put("name", name);
            root.required("tables").forEach(table -> ((ObjectNode) table).put("onLoss", "default"));
            Files.writeString(manifest, root.toString());
            return target;
        } catch (IOException e) {
            throw new InternalException(target + ": " + e + " (expected: a directory to write to)", e);
        }
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(from)) {
            paths = all.sorted().toList();
        }
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
    }
}
