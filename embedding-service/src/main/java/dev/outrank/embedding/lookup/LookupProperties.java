package dev.outrank.embedding.lookup;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of lookups.
 *
 * @param maxFrameBytes the largest request frame that is read
 * @param maxAnswerBytes the largest answer frame that is made
 * @param threads pooling threads; 0 takes one for each processor
 * @param queueCapacity requests that may wait for a pooling thread; more are refused
 */
@Validated
@ConfigurationProperties("outrank.embedding")
record LookupProperties(
        @DefaultValue("16MB") @NotNull DataSize maxFrameBytes,
        @DefaultValue("64MB") @NotNull DataSize maxAnswerBytes,
        @DefaultValue("0") @Min(0) int threads,
        @DefaultValue("256") @Min(1) int queueCapacity) {

    int threadCount() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    int maxFrameLength() {
        return Math.toIntExact(maxFrameBytes.toBytes());
    }
}
