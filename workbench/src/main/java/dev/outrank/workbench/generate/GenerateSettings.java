package dev.outrank.workbench.generate;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.LossPolicy;
import dev.outrank.workbench.workload.Workload;

/**
 * What to generate.
 *
 * @param workload the shape
 * @param scale factor of the tables' rows, above 0, at most 1; the nets keep their size
 * @param seed equal seeds give equal bytes
 * @param onLoss of all tables
 * @param threads how many write, at least 1; no matter for the result
 */
public record GenerateSettings(Workload workload, double scale, long seed, LossPolicy onLoss, int threads) {

    public GenerateSettings {
        if (!(scale > 0 && scale <= 1)) {
            throw new CallerException("scale: " + scale + " (expected: above 0, at most 1)");
        }
        if (threads < 1) {
            throw new CallerException("threads: " + threads + " (expected: at least 1)");
        }
    }

    /** Returns settings for all processors, and for tables whose loss fails a request. */
    public static GenerateSettings of(Workload workload, double scale, long seed) {
        return new GenerateSettings(
                workload, scale, seed, LossPolicy.FAIL, Runtime.getRuntime().availableProcessors());
    }
}
