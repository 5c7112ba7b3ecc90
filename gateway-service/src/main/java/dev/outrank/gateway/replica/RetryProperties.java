package dev.outrank.gateway.replica;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whether to try a second replica.
 *
 * @param enabled whether a request that reached no replica is tried once more, on another one
 */
@Validated
@ConfigurationProperties("outrank.gateway.retry")
record RetryProperties(@DefaultValue("true") boolean enabled) {}
