package dev.outrank.config.report;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long reports count.
 *
 * @param reportTtl the age from which on an instance is taken for gone
 * @param reportSettling for how long after a start, a standstill or an outage of the database nothing is concluded from who reports and who does not
 */
@Validated
@ConfigurationProperties("outrank.registry")
public record ReportProperties(
        @DefaultValue("10s") @DurationMin(millis = 1) Duration reportTtl,
        @DefaultValue("10s") @DurationMin(millis = 0) Duration reportSettling) {}
