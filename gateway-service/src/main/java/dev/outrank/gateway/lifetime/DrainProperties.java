package dev.outrank.gateway.lifetime;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway's server stops.
 *
 * @param drain for how long requests are still served once the gateway is told to stop; no longer than
 *     {@code spring.lifecycle.timeout-per-shutdown-phase}, after which Spring goes on anyway
 */
@Validated
@ConfigurationProperties("outrank.gateway.http")
record DrainProperties(@DefaultValue("0s") Duration drain) {

    DrainProperties {
        if (drain.isNegative()) {
            throw new IllegalArgumentException("outrank.gateway.http.drain: " + drain + " (expected: >= 0)");
        }
    }
}
