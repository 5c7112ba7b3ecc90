package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.InternalException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of the HTTP interfaces.
 *
 * @param maxBodySize bytes of a request's body
 * @param maxHeldBodies bytes of the bodies of all requests in flight, at least {@code maxBodySize}
 * @param idleArrays bytes of the arrays that are kept for the inputs of the next requests; with 0 every request makes its own
 * @param maxCandidates candidates of a request
 * @param maxIds ids of a request, over all features and candidates
 * @param defaultTimeout time for a request whose caller does not say
 * @param timeouts the same for certain models, by their names; more than zero, at most {@code maxTimeout}
 * @param maxTimeout time for a request, whatever its caller says
 * @param drain time for which a service that was told to stop is served on, and says that it is not ready
 */
@Validated
@ConfigurationProperties("outrank.ranking.http")
public record HttpProperties(
        @DefaultValue("16MB") DataSize maxBodySize,
        @DefaultValue("128MB") DataSize maxHeldBodies,
        @DefaultValue("64MB") DataSize idleArrays,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxCandidates,
        @DefaultValue("2000000") @Min(1) @Max(100_000_000) int maxIds,
        @DefaultValue("5s") Duration defaultTimeout,
        Map<String, Duration> timeouts,
        @DefaultValue("60s") Duration maxTimeout,
        @DefaultValue("0s") Duration drain) {

    public HttpProperties {
        timeouts = timeouts == null ? Map.of() : Map.copyOf(timeouts);
        if (maxHeldBodies.compareTo(maxBodySize) < 0) {
            throw new InternalException("outrank.ranking.http.max-held-bodies: " + maxHeldBodies
                    + " (expected: at least max-body-size, " + maxBodySize + ")");
        }
        requireTimeout("default-timeout", defaultTimeout, maxTimeout);
        for (Map.Entry<String, Duration> model : timeouts.entrySet()) {
            requireTimeout("timeouts." + model.getKey(), model.getValue(), maxTimeout);
        }
        if (drain.isNegative()) {
            throw new InternalException("outrank.ranking.http.drain: " + drain + " (expected: at least 0s)");
        }
    }

    private static void requireTimeout(String name, Duration timeout, Duration most) {
        if (!timeout.isPositive() || timeout.compareTo(most) > 0) {
            throw new InternalException("outrank.ranking.http." + name + ": " + timeout
                    + " (expected: more than zero, at most max-timeout, " + most + ")");
        }
    }
}
