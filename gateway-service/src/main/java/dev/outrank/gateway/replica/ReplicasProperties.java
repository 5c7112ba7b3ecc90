package dev.outrank.gateway.replica;

import dev.outrank.replica.BreakerSettings;
import dev.outrank.replica.EjectionSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which replicas are left alone.
 *
 * @param breaker those whose calls fail
 * @param ejection those that stand out among the others
 * @param readiness those that say they are not ready
 */
@Validated
@ConfigurationProperties("outrank.gateway.replicas")
record ReplicasProperties(
        @DefaultValue @Valid Breaker breaker,
        @DefaultValue @Valid Ejection ejection,
        @DefaultValue @Valid Readiness readiness) {

    /**
     * The circuit breaker of each replica.
     *
     * @param window how many of the last calls are looked at
     * @param minimumCalls calls without which nothing is concluded; at most the window
     * @param failurePercent share of failures at which the breaker opens
     * @param open time until one call may try again
     */
    record Breaker(
            @Min(1) @DefaultValue("50") int window,
            @Min(1) @DefaultValue("10") int minimumCalls,
            @Min(1) @Max(100) @DefaultValue("50") int failurePercent,
            @DurationMin(millis = 1) @DefaultValue("2s") Duration open) {

        Breaker {
            if (minimumCalls > window) {
                throw new IllegalArgumentException("outrank.gateway.replicas.breaker.minimum-calls: " + minimumCalls
                        + " (expected: at most window, " + window + ")");
            }
        }
    }

    /**
     * When a replica stands out, and for how long it is left alone then.
     *
     * @param slowFactor slow is one whose median is above so many times that of the others
     * @param slowAtLeast no median below this is slow
     * @param minimumCalls calls of the last two seconds without which nothing is said about a replica's speed
     * @param silentAfter silent is one that owes an answer, and has given none for so long
     * @param first time that a replica is left alone; it doubles with each ejection in a row
     * @param longest the longest such time
     * @param mostPercent share of the replicas that may be left alone at a time; one always stays, and 0 ejects none
     */
    record Ejection(
            @DecimalMin(value = "1", inclusive = false) @DefaultValue("3")
            double slowFactor,

            @DurationMin @DefaultValue("20ms") Duration slowAtLeast,
            @Min(1) @DefaultValue("20") int minimumCalls,
            @DurationMin(millis = 1) @DefaultValue("1s") Duration silentAfter,
            @DurationMin(millis = 1) @DefaultValue("2s") Duration first,
            @DurationMin(millis = 1) @DefaultValue("30s") Duration longest,
            @Min(0) @Max(100) @DefaultValue("50") int mostPercent) {

        Ejection {
            if (longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("outrank.gateway.replicas.ejection.longest: " + longest
                        + " (expected: at least first, " + first + ")");
            }
        }
    }

    /**
     * The question whether a replica is ready.
     *
     * @param enabled whether replicas are asked
     * @param period time between two questions to one replica
     * @param timeout time for the answer; a replica that gives none twice in a row is not ready
     */
    record Readiness(
            @DefaultValue("true") boolean enabled,
            @DurationMin(millis = 10) @DefaultValue("1s") Duration period,
            @DurationMin(millis = 1) @DefaultValue("1s") Duration timeout) {}

    BreakerSettings breakerSettings() {
        return new BreakerSettings(breaker.window, breaker.minimumCalls, breaker.failurePercent, breaker.open);
    }

    EjectionSettings ejectionSettings() {
        return new EjectionSettings(
                ejection.slowFactor,
                ejection.slowAtLeast,
                ejection.minimumCalls,
                ejection.silentAfter,
                ejection.first,
                ejection.longest,
                ejection.mostPercent);
    }
}
