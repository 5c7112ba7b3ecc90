package dev.outrank.config.registry;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How those who watch hear of revisions.
 *
 * @param interval between two questions to the database, while anybody watches; so late may a change by another config-server be heard of
 * @param heartbeat time without a change after which a watch is told so
 * @param most how many may watch at a time; each holds a connection of the server, which has some thousands
 */
@Validated
@ConfigurationProperties("outrank.registry.watch")
public record WatchProperties(
        @DefaultValue("200ms") @DurationMin(millis = 1) Duration interval,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration heartbeat,
        @DefaultValue("1000") @Min(1) int most) {

    /** Clients take three times that for the end of a watch. */
    private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(10);

    public WatchProperties {
        if (interval.compareTo(heartbeat) >= 0 || heartbeat.compareTo(LONGEST_HEARTBEAT) > 0) {
            throw new IllegalArgumentException("outrank.registry.watch: interval " + interval + ", heartbeat "
                    + heartbeat + " (expected: interval < heartbeat <= " + LONGEST_HEARTBEAT + ")");
        }
    }
}
