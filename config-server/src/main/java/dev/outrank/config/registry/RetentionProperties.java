package dev.outrank.config.registry;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is kept to go back to.
 *
 * @param retain how many superseded versions of a model stay loaded, the newest
 */
@Validated
@ConfigurationProperties("outrank.registry")
public record RetentionProperties(@DefaultValue("1") @Min(0) int retain) {}
