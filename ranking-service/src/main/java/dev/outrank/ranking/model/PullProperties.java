package dev.outrank.ranking.model;

import dev.outrank.artifact.S3Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How shards of tables in this process are brought here that lie at {@code http:}, {@code https:} or {@code s3:}.
 *
 * @param cache the directory where they are kept; each process needs one of its own
 * @param maxSize of all that is kept there
 * @param timeout for a connection, and for each wait for bytes
 * @param s3 where S3 is
 */
@Validated
@ConfigurationProperties("outrank.ranking.pull")
record PullProperties(
        @DefaultValue(".outrank/ranking/cache") Path cache,
        @DefaultValue("64GB") DataSize maxSize,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration timeout,
        @DefaultValue S3Settings s3) {

    PullProperties {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException(
                    "outrank.ranking.pull.max-size: " + maxSize + " (expected: more than nothing)");
        }
    }
}
