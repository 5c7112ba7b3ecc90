package dev.outrank.gateway.priority;

import dev.outrank.lookup.Priority;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the caller's priority. */
public final class PriorityHeader {

    /** One of the names of {@link Priority} in lower case; set by the caller, passed on as it is. */
    public static final String NAME = "X-Request-Priority";

    private static final List<String> WORDS = Arrays.stream(Priority.values())
            .map(priority -> priority.name().toLowerCase(Locale.ROOT))
            .toList();

    private PriorityHeader() {}

    /** Returns the priority that these values of the header name; the normal one where there are none, or they are none that is known. */
    public static Priority read(@Nullable List<String> values) {
        String word = values == null || values.size() != 1 ? "" : values.getFirst();
        for (Priority priority : Priority.values()) {
            if (word.equalsIgnoreCase(priority.name())) {
                return priority;
            }
        }
        return Priority.NORMAL;
    }

    /**
     * Makes sure that these values of the header, if any, are one priority.
     *
     * @throws InvalidPriorityException if they are not
     */
    static void check(@Nullable List<String> values) {
        if (values != null) {
            String value = String.join(",", values);
            if (!WORDS.contains(value.toLowerCase(Locale.ROOT))) {
                throw new InvalidPriorityException(value, WORDS);
            }
        }
    }
}
