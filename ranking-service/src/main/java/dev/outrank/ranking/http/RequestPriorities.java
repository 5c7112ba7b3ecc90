package dev.outrank.ranking.http;

import dev.outrank.lookup.Priority;
import dev.outrank.ranking.json.Excerpt;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What callers say of how much a request matters. */
final class RequestPriorities {

    static final String HEADER = "X-Request-Priority";

    private RequestPriorities() {}

    /**
     * Returns the priority that a header names in any case; normal without one.
     *
     * @throws InvalidHeaderException if it names none
     */
    static Priority of(@Nullable String header) {
        if (header == null) {
            return Priority.NORMAL;
        }
        return switch (header.toLowerCase(Locale.ROOT)) {
            case "critical" -> Priority.CRITICAL;
            case "normal" -> Priority.NORMAL;
            case "sheddable" -> Priority.SHEDDABLE;
            default ->
                throw new InvalidHeaderException(
                        HEADER + ": " + Excerpt.quoted(header) + " (expected: critical, normal or sheddable)");
        };
    }
}
