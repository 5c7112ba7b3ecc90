package dev.outrank.gateway.deadline;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long requests may take.
 *
 * @param defaultTimeout for requests that do not say
 * @param maxTimeout the most that a caller can ask for; longer wishes are cut to it
 * @param margin what ranking is told less than is left, so that its answer, which names the shards that were late, arrives before the
 *     gateway gives up by itself; never more than a tenth of what is left
 */
@Validated
@ConfigurationProperties("outrank.gateway.deadline")
record DeadlineProperties(
        @DurationMin(millis = 1) @DefaultValue("5s") Duration defaultTimeout,
        @DurationMin(millis = 1) @DefaultValue("60s") Duration maxTimeout,
        @DurationMin @DefaultValue("20ms") Duration margin) {

    DeadlineProperties {
        if (defaultTimeout.compareTo(maxTimeout) > 0) {
            throw new IllegalArgumentException("outrank.gateway.deadline.default-timeout: " + defaultTimeout
                    + " (expected: at most max-timeout, " + maxTimeout + ")");
        }
    }
}
