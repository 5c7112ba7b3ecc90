package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.ShortText;
import java.util.Arrays;

/** The rule for paths in a manifest: relative, inside the bundle, the same on every system. */
final class RelativePaths {

    private RelativePaths() {}

    static String require(String field, String path) {
        boolean inside = !path.isEmpty()
                && !path.startsWith("/")
                && path.chars().noneMatch(c -> c == '\\' || c == ':' || c < ' ')
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!inside) {
            throw new BundleException(
                    field + ": '" + ShortText.of(path)
                            + "' (expected: a relative path inside the bundle, parts separated by '/', without '.', '..', '\\' or ':')");
        }
        return path;
    }
}
