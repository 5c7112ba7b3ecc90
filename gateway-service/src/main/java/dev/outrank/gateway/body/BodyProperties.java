package dev.outrank.gateway.body;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of request bodies.
 *
 * @param maxSize the largest body let through, in bytes as they travel. 16 MB holds about 5,000 candidates of a model with 200 ids
 *     each as JSON.
 */
@Validated
@ConfigurationProperties("outrank.gateway.body")
record BodyProperties(@DefaultValue("16MB") DataSize maxSize) {

    BodyProperties {
        if (maxSize.toBytes() <= 0) {
            throw new IllegalArgumentException("outrank.gateway.body.max-size: " + maxSize + " (expected: > 0)");
        }
    }
}
