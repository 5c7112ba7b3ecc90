package dev.outrank.registry;

import org.jspecify.annotations.Nullable;

/** Checks of values that may come from JSON, where anything can be missing. */
final class Required {

    private Required() {}

    static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + ": missing (expected: a value)");
        }
        return value;
    }

    static String text(String field, @Nullable String value) {
        String text = present(field, value);
        if (text.isBlank()) {
            throw new IllegalArgumentException(field + ": '" + text + "' (expected: a non-blank text)");
        }
        return text;
    }
}
