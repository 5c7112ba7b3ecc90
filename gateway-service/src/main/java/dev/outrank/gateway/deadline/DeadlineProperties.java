package dev.outrank.gateway.deadline;

import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long requests may take.
 *
 * @param defaultTimeout for requests that do not say, about a model that has no default of its own
 * @param maxTimeout the most that a caller can ask for; longer wishes are cut to it
 * @param margin what ranking is told less than is left, so that its answer, which names the shards that were late, arrives before the
 *     gateway gives up by itself; never more than a tenth of what is left
 * @param models by a model's name, for requests about it that do not say
 */
@Validated
@ConfigurationProperties("outrank.gateway.deadline")
record DeadlineProperties(
        @DurationMin(millis = 1) @DefaultValue("5s") Duration defaultTimeout,
        @DurationMin(millis = 1) @DefaultValue("60s") Duration maxTimeout,
        @DurationMin @DefaultValue("20ms") Duration margin,
        @DefaultValue Map<String, Duration> models) {

    private static final String PREFIX = "outrank.gateway.deadline.";

    DeadlineProperties {
        checkAtMost(maxTimeout, "default-timeout", defaultTimeout);
        models.forEach((model, timeout) -> {
            if (timeout.toMillis() < 1) {
                throw new IllegalArgumentException(
                        PREFIX + "models." + model + ": " + timeout + " (expected: at least PT0.001S)");
            }
            checkAtMost(maxTimeout, "models." + model, timeout);
        });
        models = Map.copyOf(models);
    }

    private static void checkAtMost(Duration maxTimeout, String name, Duration timeout) {
        if (timeout.compareTo(maxTimeout) > 0) {
            throw new IllegalArgumentException(
                    PREFIX + name + ": " + timeout + " (expected: at most max-timeout, " + maxTimeout + ")");
        }
    }

    /** Returns the time for a request that does not say and is about this model; null for none. */
    Duration defaultFor(@Nullable String model) {
        return model == null ? defaultTimeout : models.getOrDefault(model, defaultTimeout);
    }
}
