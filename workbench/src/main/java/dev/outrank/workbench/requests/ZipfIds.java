package dev.outrank.workbench.requests;

/**
 * Draws ids of a table by popularity.
 *
 * <p>The rank is drawn by inverting the distribution function of the continuous law {@code x^-alpha} on [1, rows + 1), and scattered over
 * the table by a multiplication modulo the rows, which is one to one. {@link StrictMath} makes the ids the same on every machine.
 */
final class ZipfIds {

    /** The golden ratio's fraction: consecutive ranks land far apart (Knuth, TAOCP 3, 6.4). */
    private static final double GOLDEN = 0.6180339887498949;
    /** Up to this many rows the product of a rank and the multiplier fits 63 bits. */
    private static final long SCATTERED_ROWS = 1L << 31;

    private static final double HARMONIC_BAND = 1e-9;

    private final long rows;
    private final double alpha;
    private final long multiplier;

    ZipfIds(long rows, double alpha) {
        this.rows = rows;
        this.alpha = alpha;
        this.multiplier = rows > SCATTERED_ROWS ? 1 : coprime(Math.max(1, (long) (rows * GOLDEN)), rows);
    }

    /** Returns the id for a number uniform in [0, 1). */
    long id(double uniform) {
        long rank = Math.min(rows, (long) continuousRank(uniform)) - 1;
        return Math.floorMod(rank * multiplier, rows);
    }

    private double continuousRank(double uniform) {
        double end = rows + 1.0;
        double exponent = 1 - alpha;
        if (Math.abs(exponent) < HARMONIC_BAND) {
            return StrictMath.pow(end, uniform);
        }
        return StrictMath.pow(1 + uniform * (StrictMath.pow(end, exponent) - 1), 1 / exponent);
    }

    private static long coprime(long start, long rows) {
        long candidate = start;
        while (gcd(candidate, rows) != 1) {
            candidate++;
        }
        return candidate;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
