package dev.outrank.workbench.requests;

/**
 * Draws ids of a table by a zipf law. Immutable and thread-safe.
 *
 * <p>The rank is drawn by inverting the distribution function of the continuous law {@code x^-alpha} on [1, rows + 1), and scattered over
 * the table by a multiplication modulo the rows, which is one to one. {@link StrictMath} makes the ids the same on every machine.
 */
public final class ZipfIds {

    /** So near an exponent of 0 the powers lose their digits, and the law is that of the logarithm. */
    private static final double HARMONIC_BAND = 1e-9;

    private final long rows;
    private final double alpha;
    private final ScatteredRows scattered;

    /**
     * Makes the law of a table.
     *
     * @param rows at least 1
     * @param alpha at least 0
     */
    public ZipfIds(long rows, double alpha) {
        this.rows = rows;
        this.alpha = alpha;
        this.scattered = new ScatteredRows(rows);
    }

    /** Returns the id for a number uniform in [0, 1). */
    public long id(double uniform) {
        return idOfRank(Math.min(rows, (long) continuousRank(uniform)) - 1);
    }

    /** Returns the id of the row that comes {@code rank}th in popularity, from 0. */
    public long idOfRank(long rank) {
        return scattered.id(rank);
    }

    /** Returns the share of all ids that go to the {@code hottest} most popular rows, 0 to all of them. */
    public double shareOfHottest(long hottest) {
        return weight(hottest) / weight(rows);
    }

    /** Returns the integral of the law over [1, hottest + 1). */
    private double weight(long hottest) {
        double end = hottest + 1.0;
        double exponent = 1 - alpha;
        return Math.abs(exponent) < HARMONIC_BAND
                ? StrictMath.log(end)
                : (StrictMath.pow(end, exponent) - 1) / exponent;
    }

    private double continuousRank(double uniform) {
        double end = rows + 1.0;
        double exponent = 1 - alpha;
        if (Math.abs(exponent) < HARMONIC_BAND) {
            return StrictMath.pow(end, uniform);
        }
        return StrictMath.pow(1 + uniform * (StrictMath.pow(end, exponent) - 1), 1 / exponent);
    }
}
