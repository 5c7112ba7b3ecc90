package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import java.util.regex.Pattern;

/**
 * A file of the bundle, for integrity.
 *
 * @param path relative to the bundle
 * @param bytes its exact size
 * @param sha256 64 lower-case hexadecimal digits over its content
 */
public record BundleFile(String path, long bytes, String sha256) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public BundleFile {
        RelativePaths.require("files.path", path);
        if (path.equals(ManifestFormat.FILE_NAME)) {
            throw new BundleException("files.path: '" + path + "' (expected: every file but the manifest itself)");
        }
        if (bytes < 0) {
            throw new BundleException("files['" + path + "'].bytes: " + bytes + " (expected: at least 0)");
        }
        if (!DIGEST.matcher(sha256).matches()) {
            throw new BundleException(
                    "files['" + path + "'].sha256: '" + sha256 + "' (expected: 64 lower-case hexadecimal digits)");
        }
    }
}
