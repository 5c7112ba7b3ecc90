package dev.outrank.embedding.lookup;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limit of lookups under way, found by what they wait.
 *
 * @param enabled whether there is one besides the bound of the queue
 * @param minLimit the lowest limit; 0 takes four for each pooling thread
 * @param maxLimit the highest limit, and no lower than the lowest; 0 takes the capacity of the queue
 * @param target a lookup that waits no longer shows that the queue does not stand; the default is CoDel's
 * @param standing time for which the queue must have stood before anything is refused: a burst goes by sooner
 * @param normalShare the share of the limit up to which lookups of normal priority are taken
 * @param sheddableShare the share of the limit up to which sheddable lookups are taken
 */
@Validated
@ConfigurationProperties("outrank.embedding.lookup.adaptive")
record AdaptiveProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("0") @Min(0) int minLimit,
        @DefaultValue("0") @Min(0) int maxLimit,
        @DefaultValue("5ms") Duration target,
        @DefaultValue("100ms") Duration standing,

        @DefaultValue("0.9") @DecimalMin("0") @DecimalMax("1")
        double normalShare,

        @DefaultValue("0.5") @DecimalMin("0") @DecimalMax("1")
        double sheddableShare) {

    /** Lookups a thread: one is pooled, three wait. By judgement: fewer leave threads idle between two reads of the network. */
    private static final int LOOKUPS_A_THREAD = 4;

    AdaptiveProperties {
        if (maxLimit != 0 && maxLimit < minLimit) {
            throw new IllegalArgumentException(
                    "max-limit: " + maxLimit + " (expected: 0, or at least " + minLimit + ", the min-limit)");
        }
        if (target.isNegative()) {
            throw new IllegalArgumentException("target: " + target + " (expected: at least zero)");
        }
        if (standing.isNegative()) {
            throw new IllegalArgumentException("standing: " + standing + " (expected: at least zero)");
        }
        if (sheddableShare > normalShare) {
            throw new IllegalArgumentException("sheddable-share: " + sheddableShare + " (expected: at most "
                    + normalShare + ", the normal-share)");
        }
    }

    /** Returns the lowest limit before so many threads. */
    int lowestLimit(int threads, int queueCapacity) {
        if (minLimit != 0) {
            return minLimit;
        }
        int most = maxLimit == 0 ? queueCapacity : maxLimit;
        return Math.min(LOOKUPS_A_THREAD * threads, most);
    }

    /** Returns the highest limit. */
    int highestLimit(int threads, int queueCapacity) {
        return maxLimit == 0 ? Math.max(queueCapacity, lowestLimit(threads, queueCapacity)) : maxLimit;
    }
}
