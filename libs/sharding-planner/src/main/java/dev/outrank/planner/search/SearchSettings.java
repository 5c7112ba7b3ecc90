package dev.outrank.planner.search;

import dev.outrank.planner.PlanException;
import java.time.Duration;

/**
 * How {@code auto} searches.
 *
 * @param seed of everything random
 * @param maxTrials changes that are tried at most
 * @param timeLimit a net below that: a search that it ends may find another plan on another machine, and says so
 * @param maxCpuNanos the most CPU time that a request may take in all processes; infinite for no limit
 */
public record SearchSettings(long seed, int maxTrials, Duration timeLimit, double maxCpuNanos) {

    /** The seed, the trials and the time where nobody says otherwise. */
    public static final SearchSettings DEFAULT =
            new SearchSettings(1, 20_000, Duration.ofSeconds(20), Double.POSITIVE_INFINITY);

    public SearchSettings {
        if (maxTrials < 0) {
            throw new PlanException("maxTrials: " + maxTrials + " (expected: at least 0)");
        }
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new PlanException("timeLimit: " + timeLimit + " (expected: more than 0)");
        }
        if (!(maxCpuNanos > 0)) {
            throw new PlanException("maxCpuNanos: " + maxCpuNanos + " (expected: more than 0)");
        }
    }
}
