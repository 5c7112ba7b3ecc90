package dev.outrank.embedding.load;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much metrics say.
 *
 * @param tables tables with meters of their own at a time, those with the most ids; the rest is counted as one
 */
@Validated
@ConfigurationProperties("outrank.embedding.metrics")
record TableMetricsProperties(
        @DefaultValue("20") @Min(0) @Max(1000) int tables) {}
