package dev.outrank.ranking.model;

import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.memory.ReadAdvice;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this service gets its embeddings.
 *
 * @param mode where the tables are
 * @param kernels which pooling kernels tables in this process use: {@code auto}, {@code native}, {@code vector} or {@code scalar}
 * @param memory where the rows of tables in this process live: {@code auto}, {@code mapped} or {@code copied}
 * @param readAdvice what the kernel is told about reads of mapped rows: {@code random}, {@code normal} or {@code will-need}
 * @param preTouch whether mapped rows are read into memory before a version is served
 * @param lock whether rows are locked in memory; needs {@code RLIMIT_MEMLOCK}
 */
@Validated
@ConfigurationProperties("outrank.ranking")
public record RankingProperties(
        @DefaultValue("distributed") RankingMode mode,

        @DefaultValue("auto") @Pattern(regexp = "auto|native|vector|scalar")
        String kernels,

        @DefaultValue("auto") MemoryMode memory,
        @DefaultValue("random") ReadAdvice readAdvice,
        @DefaultValue("false") boolean preTouch,
        @DefaultValue("false") boolean lock) {

    MemorySettings memorySettings() {
        return new MemorySettings(memory, readAdvice, preTouch, lock);
    }
}
