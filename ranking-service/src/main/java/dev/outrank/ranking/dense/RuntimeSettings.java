package dev.outrank.ranking.dense;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How ONNX Runtime is set up.
 *
 * @param arena whether sessions keep the memory that they have used for the next run
 * @param memoryPattern whether sessions plan their memory by the shapes of earlier runs
 * @param flushDenormals whether numbers next to zero count as zero
 * @param cacheDirectory where optimised graphs are kept; null for nowhere
 */
public record RuntimeSettings(
        boolean arena,
        boolean memoryPattern,
        boolean flushDenormals,
        @Nullable Path cacheDirectory) {

    /** Returns ONNX Runtime's own settings: no other was measured to take less CPU by more than the noise. */
    public static RuntimeSettings defaults() {
        return new RuntimeSettings(true, true, false, null);
    }

    /** Returns what makes the optimised graphs of two settings differ. */
    String forOptimisation(int intraOpThreads) {
        return "level=all,threads=" + intraOpThreads + ",denormals=" + flushDenormals;
    }
}
