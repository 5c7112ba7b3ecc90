package dev.outrank.config.rollout;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How rollouts are led.
 *
 * @param interval between two looks at those that run
 */
@Validated
@ConfigurationProperties("outrank.registry.rollout")
record RolloutProperties(
        @DefaultValue("1s") @DurationMin(millis = 1) Duration interval) {}
