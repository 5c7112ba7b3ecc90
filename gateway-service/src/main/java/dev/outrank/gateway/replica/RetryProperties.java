package dev.outrank.gateway.replica;

import dev.outrank.replica.ExtraCallBudget;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whether to try a second replica.
 *
 * @param enabled whether a request that reached no replica is tried once more, on another one
 * @param budgetPercent such attempts for each hundred requests
 * @param burst how many of them can be saved up while none are needed
 */
@Validated
@ConfigurationProperties("outrank.gateway.retry")
record RetryProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("10") double budgetPercent,
        @DefaultValue("20") int burst) {

    private static final String PREFIX = "outrank.gateway.retry.";

    RetryProperties {
        if (!(budgetPercent >= 0 && budgetPercent <= 100)) {
            throw new IllegalArgumentException(PREFIX + "budget-percent: " + budgetPercent + " (expected: 0 to 100)");
        }
        if (burst < 1) {
            throw new IllegalArgumentException(PREFIX + "burst: " + burst + " (expected: at least 1)");
        }
    }

    /** Makes a budget that is full. */
    ExtraCallBudget budget() {
        return new ExtraCallBudget(budgetPercent, burst);
    }
}
