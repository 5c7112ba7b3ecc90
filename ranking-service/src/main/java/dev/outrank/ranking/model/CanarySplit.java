package dev.outrank.ranking.model;

import dev.outrank.registry.Canary;
import dev.outrank.registry.ModelEntry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Which of the requests that name no version go to a model's canary: the same in every process, and who is among them at one percentage is so at each higher one.
 *
 * <pre>
 *   bucket = first 8 bytes of SHA-256(model + '\n' + key), unsigned, mod 10,000        goes to the canary where bucket &lt; percent · 100
 * </pre>
 *
 * @param model the model's name
 * @param version the canary's
 * @param buckets how many of the 10,000 it has, from 0 on
 */
record CanarySplit(String model, String version, int buckets) {

    private static final int BUCKETS = 10_000;
    private static final int BUCKETS_PER_PERCENT_DIGITS = 2;

    /** Returns the split of a model, or null where it has no canary. */
    static @Nullable CanarySplit of(ModelEntry model) {
        Canary canary = model.canary();
        return canary == null ? null : new CanarySplit(model.name(), canary.version(), buckets(canary.percent()));
    }

    /** As decimal numbers: 0.07 percent are 7 buckets, though its double times 100 is a little more than 7. */
    private static int buckets(double percent) {
        return BigDecimal.valueOf(percent)
                .movePointRight(BUCKETS_PER_PERCENT_DIGITS)
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }

    /** Returns whether the canary answers requests with a key. */
    boolean takes(String key) {
        return bucket(model, key) < buckets;
    }

    /** Returns the bucket of a key, 0 to 9,999. */
    static int bucket(String model, String key) {
        byte[] hash = sha256().digest((model + "\n" + key).getBytes(StandardCharsets.UTF_8));
        return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), BUCKETS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: every JVM has it)", e);
        }
    }
}
