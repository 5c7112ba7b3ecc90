package dev.outrank.ranking.lookup;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How shards are called in distributed mode.
 *
 * @param connectTimeout time for a new connection
 * @param maxConnections connections to one replica
 * @param maxPending lookups that may wait for a connection to one replica
 * @param idleTimeout time after which an unused connection is closed
 * @param maxFrameSize bytes of an answer
 * @param breaker the circuit breaker of each shard
 */
@Validated
@ConfigurationProperties("outrank.ranking.lookup")
public record LookupProperties(
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("64") @Min(1) int maxConnections,
        @DefaultValue("256") @Min(1) int maxPending,
        @DefaultValue("30s") Duration idleTimeout,
        @DefaultValue("64MB") DataSize maxFrameSize,
        @DefaultValue @Valid Breaker breaker) {

    /**
     * When a shard is left alone for a while.
     *
     * @param window calls that are looked at, the last ones
     * @param minimumCalls calls without which nothing is concluded
     * @param failurePercent share of failures at which the breaker opens
     * @param open time until a call may try again
     */
    public record Breaker(
            @DefaultValue("20") @Min(1) int window,
            @DefaultValue("10") @Min(1) int minimumCalls,
            @DefaultValue("50") @Min(1) @Max(100) int failurePercent,
            @DefaultValue("1s") Duration open) {}

    HttpClientSettings client() {
        return new HttpClientSettings(
                connectTimeout, maxConnections, maxPending, idleTimeout, Math.toIntExact(maxFrameSize.toBytes()));
    }

    BreakerSettings breakerSettings() {
        return new BreakerSettings(breaker.window, breaker.minimumCalls, breaker.failurePercent, breaker.open);
    }
}
