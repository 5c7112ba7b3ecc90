package dev.outrank.ranking.compute;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of CPU work.
 *
 * @param threads for parsing and dense nets, and for pooling in singular mode; 0 for as many as there are processors
 * @param queueLimit tasks that may wait for a thread before requests are refused
 * @param maxInFlight requests that may be executed at a time, those that wait for shards included
 */
@Validated
@ConfigurationProperties("outrank.ranking.compute")
public record ComputeProperties(
        @DefaultValue("0") @Min(0) int threads,
        @DefaultValue("128") @Min(1) int queueLimit,
        @DefaultValue("256") @Min(1) int maxInFlight) {

    int resolvedThreads() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
}
