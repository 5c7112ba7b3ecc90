package dev.outrank.ranking.execution;

import dev.outrank.ranking.scatter.DegradationSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a shard counts as lost whose tables may all be defaulted.
 *
 * @param reserve the most of the deadline that is kept for the nets: such a shard is waited for until then
 * @param reserveShare of what is left of the deadline when the lookups are sent, where that is less; 0 to 0.9
 */
@Validated
@ConfigurationProperties("outrank.ranking.degradation")
public record DegradationProperties(
        @DefaultValue("50ms") Duration reserve,
        @DefaultValue("0.2") double reserveShare) {

    private static final double MOST_SHARE = 0.9;

    public DegradationProperties {
        if (reserve.isNegative()) {
            throw new IllegalArgumentException("reserve: " + reserve + " (expected: at least 0)");
        }
        if (!(reserveShare >= 0 && reserveShare <= MOST_SHARE)) {
            throw new IllegalArgumentException(
                    "reserveShare: " + reserveShare + " (expected: 0 to " + MOST_SHARE + ")");
        }
    }

    DegradationSettings settings() {
        return new DegradationSettings(reserve, reserveShare);
    }
}
