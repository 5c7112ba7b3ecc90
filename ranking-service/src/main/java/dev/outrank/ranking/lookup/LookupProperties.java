package dev.outrank.ranking.lookup;

import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.replica.BreakerSettings;
import dev.outrank.replica.EjectionSettings;
import io.netty.handler.ssl.SslContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How shards are called in distributed mode.
 *
 * @param transport frames over TCP, or as bodies over HTTP/1.1; {@code maxConnections}, {@code maxPending} and {@code idleTimeout} concern HTTP alone
 * @param connectTimeout time for a new connection
 * @param maxConnections connections to one replica
 * @param maxPending lookups that may wait for a connection to one replica
 * @param idleTimeout time after which an unused connection is closed
 * @param maxFrameSize bytes of an answer
 * @param breaker the circuit breaker of each replica
 * @param ejection when a replica is left alone that does not fail
 * @param hedge second calls beside one that takes long
 * @param retry second calls after one that failed
 * @param tcp what concerns TCP alone
 */
@Validated
@ConfigurationProperties("outrank.ranking.lookup")
public record LookupProperties(
        @DefaultValue("tcp") Transport transport,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("64") @Min(1) int maxConnections,
        @DefaultValue("256") @Min(1) int maxPending,
        @DefaultValue("30s") Duration idleTimeout,
        @DefaultValue("64MB") DataSize maxFrameSize,
        @DefaultValue @Valid Breaker breaker,
        @DefaultValue @Valid Ejection ejection,
        @DefaultValue @Valid Hedge hedge,
        @DefaultValue @Valid Retry retry,
        @DefaultValue @Valid Tcp tcp) {

    /** The ways to a shard. */
    public enum Transport {
        /** Pipelined frames on connections that are kept: the cheapest. */
        TCP,
        /** A POST a lookup, for meshes that speak only HTTP. */
        HTTP
    }

    /**
     * Lookups over TCP.
     *
     * @param portOffset from an instance's port in service discovery to its port for lookups, where its metadata has no {@code lookup-port}
     * @param connections to one replica; 0 is one for each event loop
     * @param maxStreams lookups that may be under way on one connection; more fail at once
     * @param quiet time without a byte after which a shard is asked whether it is there
     * @param patience time it has to answer that; then its lookups fail and the connection is made anew
     * @param leastBackoff pause after the first failure to connect; it doubles with each further one
     * @param mostBackoff the longest pause
     * @param sslBundle the name of a bundle of {@code spring.ssl.bundle} whose certificates a shard's must come from; none is plain text
     */
    public record Tcp(
            @DefaultValue("2000") int portOffset,
            @DefaultValue("0") @Min(0) int connections,
            @DefaultValue("256") @Min(1) int maxStreams,
            @DefaultValue("5s") Duration quiet,
            @DefaultValue("2s") Duration patience,
            @DefaultValue("20ms") Duration leastBackoff,
            @DefaultValue("1s") Duration mostBackoff,
            @Nullable String sslBundle) {}

    /**
     * When a replica is left alone for a while since its calls fail.
     *
     * @param window calls that are looked at, the last ones
     * @param minimumCalls calls without which nothing is concluded; at most the window
     * @param failurePercent share of failures at which the breaker opens
     * @param open time until a call may try again
     */
    public record Breaker(
            @DefaultValue("20") @Min(1) int window,
            @DefaultValue("10") @Min(1) int minimumCalls,
            @DefaultValue("50") @Min(1) @Max(100) int failurePercent,
            @DefaultValue("1s") @DurationMin(millis = 1) Duration open) {

        public Breaker {
            if (minimumCalls > window) {
                throw new IllegalArgumentException("outrank.ranking.lookup.breaker.minimum-calls: " + minimumCalls
                        + " (expected: at most window, " + window + ")");
            }
        }
    }

    /**
     * When a replica is left alone that does not fail, but is slow or silent; only beside others that are not.
     *
     * @param slowFactor slow is one whose median is above so many times the others'
     * @param slowAtLeast no median below this is slow
     * @param minimumCalls calls of two seconds without which nothing is said about speed
     * @param silentAfter silent is one that owes an answer and has given none for so long; over TCP calls that wait for it are sent elsewhere
     * @param first time that it is left alone; then a copy of a call is sent to it, and if that is not well, twice the time
     * @param longest the longest such time
     * @param mostPercent share of a shard's replicas that may be left alone at a time; one always stays
     */
    public record Ejection(
            @DefaultValue("3") @DecimalMin(value = "1", inclusive = false)
            double slowFactor,

            @DefaultValue("10ms") @DurationMin Duration slowAtLeast,
            @DefaultValue("5") @Min(1) int minimumCalls,
            @DefaultValue("400ms") @DurationMin(millis = 1) Duration silentAfter,
            @DefaultValue("1s") @DurationMin(millis = 1) Duration first,
            @DefaultValue("10s") @DurationMin(millis = 1) Duration longest,
            @DefaultValue("50") @Min(0) @Max(100) int mostPercent) {

        public Ejection {
            if (longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("outrank.ranking.lookup.ejection.longest: " + longest
                        + " (expected: at least first, " + first + ")");
            }
        }
    }

    /**
     * Second calls beside one that takes longer than nineteen of twenty on its replica.
     *
     * @param percent of all calls at most, in the long run; 0 for none
     * @param burst the most that may come together
     * @param atLeast no call is late before this
     */
    public record Hedge(
            @DefaultValue("5") @DecimalMin("0") @DecimalMax("100")
            double percent,

            @DefaultValue("10") @Min(1) int burst,
            @DefaultValue("2ms") @DurationMin Duration atLeast) {}

    /**
     * Second calls after one that failed, on another replica.
     *
     * @param percent of all calls at most, in the long run; 0 for none
     * @param burst the most that may come together: what is under way on a replica that dies
     */
    public record Retry(
            @DefaultValue("10") @DecimalMin("0") @DecimalMax("100")
            double percent,

            @DefaultValue("100") @Min(1) int burst) {}

    HttpClientSettings client() {
        return new HttpClientSettings(
                connectTimeout, maxConnections, maxPending, idleTimeout, Math.toIntExact(maxFrameSize.toBytes()));
    }

    TcpClientSettings tcpClient(@Nullable SslContext tls) {
        ConnectionSettings connection = new ConnectionSettings(
                Math.toIntExact(maxFrameSize.toBytes()),
                tcp.maxStreams,
                tcp.quiet,
                tcp.patience,
                Math.toIntExact(maxFrameSize.toBytes()),
                tls != null);
        return new TcpClientSettings(
                connectTimeout, tcp.connections, tcp.leastBackoff, tcp.mostBackoff, connection, tls);
    }

    ReplicaSettings replicas() {
        return new ReplicaSettings(
                new BreakerSettings(breaker.window, breaker.minimumCalls, breaker.failurePercent, breaker.open),
                new EjectionSettings(
                        ejection.slowFactor,
                        ejection.slowAtLeast,
                        ejection.minimumCalls,
                        ejection.silentAfter,
                        ejection.first,
                        ejection.longest,
                        ejection.mostPercent),
                new ReplicaSettings.Hedge(hedge.percent, hedge.burst, hedge.atLeast),
                new ReplicaSettings.Retry(retry.percent, retry.burst));
    }
}
