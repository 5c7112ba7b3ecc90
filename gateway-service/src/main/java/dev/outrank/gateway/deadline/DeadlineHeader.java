package dev.outrank.gateway.deadline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the caller's timeout. */
final class DeadlineHeader {

    /** Milliseconds left; set by the caller for the whole request, and by the gateway for the rest of it. */
    static final String NAME = "X-Request-Timeout-Ms";

    private DeadlineHeader() {}

    /**
     * Returns the time that a request with this header value may take.
     *
     * @param value null when the caller does not say
     * @param model what the request is about; null for no model
     * @throws InvalidTimeoutException if the value is not a whole number above zero
     */
    static Duration budget(@Nullable String value, @Nullable String model, DeadlineProperties properties) {
        if (value == null) {
            return properties.defaultFor(model);
        }
        Duration asked = Duration.ofMillis(parse(value));
        return asked.compareTo(properties.maxTimeout()) > 0 ? properties.maxTimeout() : asked;
    }

    private static long parse(String value) {
        try {
            long millis = Long.parseLong(value.strip());
            if (millis > 0) {
                return millis;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below like zero and negative numbers.
        }
        throw new InvalidTimeoutException(value);
    }
}
