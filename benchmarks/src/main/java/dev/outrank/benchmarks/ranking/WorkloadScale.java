package dev.outrank.benchmarks.ranking;

import dev.outrank.bundle.failure.CallerException;

/**
 * A workload and the share of its rows that is generated.
 *
 * @param workload its name or file
 * @param scale factor of the tables' rows
 */
public record WorkloadScale(String workload, double scale) {

    /**
     * Reads {@code name=scale}.
     *
     * @param option whose value it is, for the message
     */
    public static WorkloadScale parse(String option, String text) {
        int at = text.lastIndexOf('=');
        try {
            if (at > 0) {
                return new WorkloadScale(text.substring(0, at), Double.parseDouble(text.substring(at + 1)));
            }
        } catch (NumberFormatException e) {
            throw new CallerException(option + ": '" + text + "' (expected: name=scale, such as drm1=0.001)", e);
        }
        throw new CallerException(option + ": '" + text + "' (expected: name=scale, such as drm1=0.001)");
    }

    /** Returns a name for files. */
    public String label() {
        return workload.replaceAll("[^A-Za-z0-9.-]", "_") + "-" + scale;
    }
}
