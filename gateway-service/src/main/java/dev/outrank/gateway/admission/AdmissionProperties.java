package dev.outrank.gateway.admission;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests may be in flight, all clients together.
 *
 * @param enabled whether there is such a limit
 * @param first the limit until ranking has refused anything
 * @param least the limit never falls below this
 * @param most the limit never grows beyond this
 */
@Validated
@ConfigurationProperties("outrank.gateway.admission")
record AdmissionProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("256") @Min(1) int first,
        @DefaultValue("8") @Min(1) int least,
        @DefaultValue("1024") @Min(1) int most) {

    AdmissionProperties {
        if (least > first || first > most) {
            throw new IllegalArgumentException("outrank.gateway.admission: least " + least + ", first " + first
                    + ", most " + most + " (expected: least <= first <= most)");
        }
    }
}
