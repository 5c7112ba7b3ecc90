package dev.outrank.embedding.lookup;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of lookups.
 *
 * @param maxFrameBytes the largest request frame that is read, 1 KB to 1 GB
 * @param maxAnswerBytes the largest answer frame that is made, 1 KB to 1 GB
 * @param maxHeldBytes all request frames that wait or are being answered, at least the largest frame; more are refused
 * @param threads pooling threads; 0 takes one for each processor
 * @param queueCapacity requests that may wait for a pooling thread; more are refused
 */
@Validated
@ConfigurationProperties("outrank.embedding")
record LookupProperties(
        @DefaultValue("16MB") DataSize maxFrameBytes,
        @DefaultValue("64MB") DataSize maxAnswerBytes,
        @DefaultValue("256MB") DataSize maxHeldBytes,
        @DefaultValue("0") @Min(0) int threads,
        @DefaultValue("256") @Min(1) int queueCapacity) {

    /** Room for the header of a frame and a few lookups. */
    private static final DataSize SMALLEST = DataSize.ofKilobytes(1);

    /** A frame is one buffer, whose length is an int. */
    private static final DataSize LARGEST = DataSize.ofGigabytes(1);

    LookupProperties {
        requireFrameSize("max-frame-bytes", maxFrameBytes);
        requireFrameSize("max-answer-bytes", maxAnswerBytes);
        if (maxHeldBytes.compareTo(maxFrameBytes) < 0) {
            throw new IllegalArgumentException("max-held-bytes: " + maxHeldBytes + " (expected: at least "
                    + maxFrameBytes + ", the max-frame-bytes)");
        }
    }

    private static void requireFrameSize(String name, DataSize size) {
        if (size.compareTo(SMALLEST) < 0 || size.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(name + ": " + size + " (expected: 1KB to 1GB)");
        }
    }

    int threadCount() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    int maxFrameLength() {
        return Math.toIntExact(maxFrameBytes.toBytes());
    }
}
