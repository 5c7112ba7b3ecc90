package dev.outrank.ranking.compute;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of CPU work.
 *
 * @param threads for parsing and dense nets, and for pooling in singular mode; 0 for as many as there are processors
 * @param queueLimit tasks that may wait for a thread before requests are refused
 * @param maxInFlight requests that may be in flight at a time, those that wait for shards included
 * @param adaptive the limit that follows what the threads can do
 */
@Validated
@ConfigurationProperties("outrank.ranking.compute")
public record ComputeProperties(
        @DefaultValue("0") @Min(0) int threads,
        @DefaultValue("128") @Min(1) int queueLimit,
        @DefaultValue("256") @Min(1) int maxInFlight,
        @DefaultValue @Valid Adaptive adaptive) {

    /**
     * The adaptive limit of the requests in flight.
     *
     * @param enabled whether there is one
     * @param firstPerThread requests in flight for each thread at first, and again after an overload
     * @param leastPerThread the limit never falls below this, nor below one more than there are threads
     * @param warmUp requests that this process serves before the limit refuses any
     */
    public record Adaptive(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("32") @Min(1) @Max(1_000) int firstPerThread,
            @DefaultValue("3") @Min(1) @Max(1_000) int leastPerThread,
            @DefaultValue("500") @Min(0) int warmUp) {}

    int resolvedThreads() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
}
