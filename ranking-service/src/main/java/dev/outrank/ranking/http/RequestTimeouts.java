package dev.outrank.ranking.http;

import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.request.Deadline;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a request may take.
 *
 * @param byDefault where the caller does not say
 * @param byModel the same for certain models
 * @param atMost whatever the caller says
 */
record RequestTimeouts(Duration byDefault, Map<String, Duration> byModel, Duration atMost) {

    /** Milliseconds that are left of the request's time, stamped by the gateway. */
    static final String HEADER = "X-Request-Timeout-Ms";

    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");

    RequestTimeouts {
        byModel = Map.copyOf(byModel);
        requireSense("byDefault", byDefault, atMost);
        for (Map.Entry<String, Duration> model : byModel.entrySet()) {
            requireSense("byModel." + model.getKey(), model.getValue(), atMost);
        }
    }

    private static void requireSense(String name, Duration timeout, Duration atMost) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(atMost) > 0) {
            throw new IllegalArgumentException(
                    name + ": " + timeout + " (expected: more than zero, at most " + atMost + ")");
        }
    }

    /**
     * Returns the deadline that a header asks for; zero has passed already.
     *
     * @param model whose time is taken without a header
     * @throws InvalidHeaderException if the header is no number of milliseconds
     */
    Deadline deadline(@Nullable String header, String model) {
        if (header == null) {
            return Deadline.after(byModel.getOrDefault(model, byDefault));
        }
        if (!MILLIS.matcher(header).matches()) {
            throw new InvalidHeaderException(HEADER + ": " + Excerpt.quoted(header)
                    + " (expected: a whole number of milliseconds, 0 to 999999999)");
        }
        Duration asked = Duration.ofMillis(Long.parseLong(header));
        return Deadline.after(asked.compareTo(atMost) < 0 ? asked : atMost);
    }
}
