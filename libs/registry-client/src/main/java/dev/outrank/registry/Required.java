package dev.outrank.registry;

import org.jspecify.annotations.Nullable;

/** Checks of values that may come from JSON, where anything can be missing. */
public final class Required {

    private Required() {}

    /** Returns a value that must be there. */
    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + ": missing (expected: a value)");
        }
        return value;
    }

    /** Returns a text that must be there and say something. */
    public static String text(String field, @Nullable String value) {
        String text = present(field, value);
        if (text.isBlank()) {
            throw new IllegalArgumentException(field + ": '" + text + "' (expected: a non-blank text)");
        }
        return text;
    }

    /** Returns a number that must not be below 0. */
    public static long notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + ": " + value + " (expected: at least 0)");
        }
        return value;
    }
}
