package dev.outrank.embedding.shard;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What this process serves.
 *
 * @param shard the index of the shard that it loads of every version
 * @param kernels {@code auto}, {@code scalar} or {@code vector}
 * @param verifyChecksums whether all rows are read and checked before a version is served; also warms them
 */
@Validated
@ConfigurationProperties("outrank.embedding")
record ShardProperties(
        @DefaultValue("0") @Min(0) int shard,

        @DefaultValue("auto") @Pattern(regexp = "auto|scalar|vector")
        String kernels,

        @DefaultValue("true") boolean verifyChecksums) {}
