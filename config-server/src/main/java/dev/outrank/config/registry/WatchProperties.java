package dev.outrank.config.registry;

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
 */
@Validated
@ConfigurationProperties("outrank.registry.watch")
public record WatchProperties(
        @DefaultValue("200ms") @DurationMin(millis = 1) Duration interval,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration heartbeat) {}
