package dev.outrank.workbench.requests;

import java.math.BigInteger;

/**
 * Scatters the ranks of popularity over a table as hashing scatters its keys: by a multiplication modulo the rows, which is one to one.
 * Immutable and thread-safe.
 */
public final class ScatteredRows {

    /** The golden ratio's fraction: consecutive ranks land far apart (Knuth, TAOCP 3, 6.4). */
    private static final double GOLDEN = 0.6180339887498949;
    /** Up to this many rows the product of a rank and the multiplier fits 63 bits. */
    private static final long ROWS_OF_SHORT_PRODUCTS = 1L << 31;

    private final long rows;
    private final long multiplier;

    /** Scatters over {@code rows} rows, at least 1. */
    public ScatteredRows(long rows) {
        this.rows = rows;
        this.multiplier = coprime(Math.max(1, (long) (rows * GOLDEN)), rows);
    }

    /** Returns the row of a rank; both count from 0. */
    public long id(long rank) {
        return rows <= ROWS_OF_SHORT_PRODUCTS
                ? Math.floorMod(rank * multiplier, rows)
                : BigInteger.valueOf(rank)
                        .multiply(BigInteger.valueOf(multiplier))
                        .mod(BigInteger.valueOf(rows))
                        .longValueExact();
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
