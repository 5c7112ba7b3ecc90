package dev.outrank.benchmarks.dense;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;
import java.util.Locale;

/**
 * A result.
 *
 * @param workload whose nets ran
 * @param candidates a run
 * @param option the session options
 * @param float32 pairs per second and core, the median round
 * @param int8 the same with int8 nets
 * @param ratio int8 over float32 in the same round, the median of the rounds
 * @param leastRatio of the rounds
 * @param mostRatio of the rounds
 * @param scoreChange the mean difference between scores of both
 */
@JsonPropertyOrder({
    "workload",
    "candidates",
    "option",
    "float32",
    "int8",
    "ratio",
    "leastRatio",
    "mostRatio",
    "scoreChange"
})
record DenseRow(
        String workload,
        int candidates,
        String option,
        double float32,
        double int8,
        double ratio,
        double leastRatio,
        double mostRatio,
        double scoreChange) {

    /** Sums rounds up: each has a figure of both. */
    static DenseRow of(
            String workload,
            int candidates,
            RuntimeOption option,
            double[] float32,
            double[] int8,
            double scoreChange) {
        double[] ratios = new double[float32.length];
        Arrays.setAll(ratios, round -> int8[round] / float32[round]);
        Arrays.sort(ratios);
        return new DenseRow(
                workload,
                candidates,
                option.name().toLowerCase(Locale.ROOT),
                median(float32),
                median(int8),
                median(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                scoreChange);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Returns the row as a line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-22s  %10d  %11.0f  %9.0f   %5.2f (%.2f to %.2f)  %12.1e",
                option,
                candidates,
                float32,
                int8,
                ratio,
                leastRatio,
                mostRatio,
                scoreChange);
    }
}
