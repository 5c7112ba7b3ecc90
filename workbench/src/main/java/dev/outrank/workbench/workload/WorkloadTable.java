package dev.outrank.workbench.workload;

/**
 * A table and how it is looked up.
 *
 * @param name names the table and its feature
 * @param rows at scale 1
 * @param dim elements a row
 * @param meanPooling ids in a bag, on average; exactly so where the workload's pooling is fixed
 * @param zipfAlpha the exponent of the ids' popularity: rank r comes with probability ∝ r^-alpha
 */
public record WorkloadTable(String name, long rows, int dim, double meanPooling, double zipfAlpha) {

    public WorkloadTable {
        Require.that(rows >= 1, "rows", rows, "at least 1");
        Require.that(dim >= 1, "dim", dim, "at least 1");
        Require.that(meanPooling >= 0 && meanPooling <= 1e6, "meanPooling", meanPooling, "0 to 1,000,000");
        Require.that(zipfAlpha >= 0 && zipfAlpha <= 10, "zipfAlpha", zipfAlpha, "0 to 10");
        Require.that(rows <= Long.MAX_VALUE / (4L * dim), "rows", rows, "rows x dim x 4 bytes within 64 bits");
    }

    /** Returns the rows at a scale: {@code max(1, round(rows × scale))}. */
    public long rows(double scale) {
        return Math.max(1, Math.round(rows * scale));
    }

    /** Returns the bytes of the table in float32 at a scale. */
    public long bytes(double scale) {
        return rows(scale) * dim * Float.BYTES;
    }
}
