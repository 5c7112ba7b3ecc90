package dev.outrank.config.registry;

import dev.outrank.artifact.S3Settings;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How plans and headers of shards are read that lie at {@code http:}, {@code https:} or {@code s3:}.
 *
 * @param timeout for a connection, and for each wait for bytes
 * @param s3 where S3 is
 */
@Validated
@ConfigurationProperties("outrank.registry.pull")
record PullProperties(
        @DefaultValue("10s") @DurationMin(millis = 1) Duration timeout,
        @DefaultValue S3Settings s3) {}
