package dev.outrank.ranking.lookup;

import dev.outrank.replica.BreakerSettings;
import dev.outrank.replica.EjectionSettings;
import java.time.Duration;

/**
 * How calls are spread over the replicas of a shard.
 *
 * @param breaker of each replica
 * @param ejection of those that stand out
 * @param hedge second calls beside one that takes long
 * @param retry second calls after one that failed
 */
public record ReplicaSettings(BreakerSettings breaker, EjectionSettings ejection, Hedge hedge, Retry retry) {

    /**
     * Second calls beside one that takes long.
     *
     * @param percent of all calls at most, in the long run; 0 for none
     * @param burst the most that may come together
     * @param atLeast no call is late before this
     */
    public record Hedge(double percent, int burst, Duration atLeast) {}

    /**
     * Second calls after one that failed.
     *
     * @param percent of all calls at most, in the long run; 0 for none
     * @param burst the most that may come together
     */
    public record Retry(double percent, int burst) {}
}
