package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.ShortText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The rules for names and relative paths in a manifest. */
final class Names {

    /** Names travel in URLs, metric tags and file names. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    private Names() {}

    static String requireName(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new BundleException(field + ": '" + ShortText.of(name)
                    + "' (expected: 1 to 128 letters, digits, '_', '.' or '-', beginning with a letter or digit)");
        }
        return name;
    }

    static <T> void requireUnique(String field, List<T> values, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (T value : values) {
            if (!seen.add(name.apply(value))) {
                throw new BundleException(
                        field + ": '" + name.apply(value) + "' occurs twice (expected: distinct names)");
            }
        }
    }
}
