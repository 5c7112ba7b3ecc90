package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.SmallFiles;
import dev.outrank.bundle.internal.StrictJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Reads and writes {@code model.json}; the format is {@code docs/format/manifest.md}. */
public final class ManifestFormat {

    /** The manifest's name in its bundle. */
    public static final String FILE_NAME = "model.json";

    /** A manifest of a thousand tables has some 300 KB; this is a limit against files that are no manifest. */
    private static final long MAX_BYTES = 64L << 20;

    private ManifestFormat() {}

    /**
     * Returns the manifest in a file.
     *
     * @throws BundleException naming the file, the JSON path, the value and what was expected
     */
    public static Manifest read(Path modelJson) {
        return parse(SmallFiles.read(modelJson, MAX_BYTES), modelJson.toString());
    }

    private static Manifest parse(byte[] utf8, String origin) {
        JsonNode tree = StrictJson.parse(utf8, origin);
        StrictJson.requireFormatVersion(tree, Manifest.FORMAT_VERSION, origin);
        return StrictJson.bind(tree, Manifest.class, origin);
    }

    /** Writes the manifest's canonical JSON, at once. */
    public static void write(Manifest manifest, Path modelJson) {
        SmallFiles.writeAtomically(modelJson, toJson(manifest).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the manifest's canonical JSON: equal manifests give equal text, whatever the order of properties in the file they came from.
     * The bundle's fingerprint is the SHA-256 of this text.
     */
    public static String toJson(Manifest manifest) {
        return StrictJson.write(manifest);
    }
}
