package dev.outrank.ranking.model;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this service gets its embeddings.
 *
 * @param mode where the tables are
 * @param kernels which pooling kernels singular mode uses: {@code auto}, {@code scalar} or {@code vector}
 */
@Validated
@ConfigurationProperties("outrank.ranking")
public record RankingProperties(
        @DefaultValue("distributed") RankingMode mode,

        @DefaultValue("auto") @Pattern(regexp = "auto|scalar|vector")
        String kernels) {}
