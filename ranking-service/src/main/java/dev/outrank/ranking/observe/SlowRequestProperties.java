package dev.outrank.ranking.observe;

import dev.outrank.bundle.failure.InternalException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which requests are slow, and how many of them the log tells about.
 *
 * @param threshold a request that takes longer is slow, from its body's arrival to its answer's writing
 * @param perSecond lines a second at most; 0 for none, slow requests are counted all the same
 */
@Validated
@ConfigurationProperties("outrank.ranking.slow")
public record SlowRequestProperties(
        @DefaultValue("250ms") Duration threshold,
        @DefaultValue("1") @Min(0) @Max(1_000) int perSecond) {

    public SlowRequestProperties {
        if (!threshold.isPositive()) {
            throw new InternalException("outrank.ranking.slow.threshold: " + threshold + " (expected: more than zero)");
        }
    }
}
