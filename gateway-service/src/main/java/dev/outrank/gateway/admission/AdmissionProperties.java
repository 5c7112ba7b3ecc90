package dev.outrank.gateway.admission;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests may be in flight, all clients together.
 *
 * @param enabled whether there is such a limit
 * @param least the limit never falls below this
 * @param most the limit while nothing is too much
 * @param overAfter time without a refusal after which an overload is over, and the limit as before
 */
@Validated
@ConfigurationProperties("outrank.gateway.admission")
record AdmissionProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5") @Min(1) int least,
        @DefaultValue("512") @Min(1) int most,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration overAfter) {

    AdmissionProperties {
        if (least > most) {
            throw new IllegalArgumentException(
                    "outrank.gateway.admission.least: " + least + " (expected: at most most, " + most + ")");
        }
    }
}
