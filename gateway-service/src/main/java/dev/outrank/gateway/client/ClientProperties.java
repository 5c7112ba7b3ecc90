package dev.outrank.gateway.client;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What one client may ask for.
 *
 * @param maxInFlight the most requests that a client may have in flight; 0 for no limit
 * @param keyHeader the header whose value tells clients apart; null for the remote address, which also stands in where a request
 *     lacks the header. Whoever can choose its value has as many limits as it likes, so only a header that a trusted proxy sets is of use
 */
@Validated
@ConfigurationProperties("outrank.gateway.client")
record ClientProperties(
        @DefaultValue("128") int maxInFlight, @Nullable String keyHeader) {

    ClientProperties {
        if (maxInFlight < 0) {
            throw new IllegalArgumentException(
                    "outrank.gateway.client.max-in-flight: " + maxInFlight + " (expected: > 0, or 0 for no limit)");
        }
        keyHeader = keyHeader == null || keyHeader.isBlank() ? null : keyHeader.strip();
    }

    boolean isUnlimited() {
        return maxInFlight == 0;
    }
}
