package dev.outrank.embedding.shard;

import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.memory.ReadAdvice;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What this process serves.
 *
 * @param shard the index of the shard that it loads of every version; required (-1 stands for none), because a process that serves another shard than it
 *     was meant to looks healthy
 * @param kernels {@code auto}, {@code native}, {@code vector} or {@code scalar}
 * @param verifyChecksums whether all rows are read and checked before a version is served; also warms them
 * @param memory {@code auto}, {@code mapped} or {@code copied}: where the rows live
 * @param readAdvice {@code random}, {@code normal} or {@code will-need}: what the kernel is told about reads of mapped rows
 * @param preTouch whether mapped rows are read into memory before a version is served
 * @param lock whether rows are locked in memory; needs {@code RLIMIT_MEMLOCK}
 * @param memoryLimit bytes that there are for rows, as the registry hears them; by default what the heap leaves of the memory of the machine or container
 * @param loadRetryInterval time after which a version that could not be loaded is tried again; doubles with each failure
 * @param loadRetryMaxInterval the longest such time
 */
@Validated
@ConfigurationProperties("outrank.embedding")
record ShardProperties(
        @DefaultValue("-1") @Min(value = 0, message = MISSING)
        int shard,

        @DefaultValue("auto") @Pattern(regexp = "auto|native|vector|scalar")
        String kernels,

        @DefaultValue("true") boolean verifyChecksums,
        @DefaultValue("auto") MemoryMode memory,
        @DefaultValue("random") ReadAdvice readAdvice,
        @DefaultValue("true") boolean preTouch,
        @DefaultValue("false") boolean lock,
        @Nullable DataSize memoryLimit,
        @DefaultValue("10s") Duration loadRetryInterval,
        @DefaultValue("10m") Duration loadRetryMaxInterval) {

    static final String MISSING =
            "missing or negative (expected: the index of the shard that this process serves, from 0; give it with --outrank.embedding.shard=<index>)";

    ShardProperties {
        // Refuses what makes no sense.
        new LoadRetries(loadRetryInterval, loadRetryMaxInterval);
    }

    MemorySettings memorySettings() {
        return new MemorySettings(memory, readAdvice, preTouch, lock);
    }

    LoadRetries loadRetries() {
        return new LoadRetries(loadRetryInterval, loadRetryMaxInterval);
    }
}
