package dev.outrank.benchmarks.kernel;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.simple.RandomSource;

/** How popular rows are. */
public enum Distribution {
    /** All alike. */
    UNIFORM,
    /** The row of rank k is asked for in proportion to k^-1.05; ranks are scattered over the table. */
    ZIPF;

    private static final double EXPONENT = 1.05;

    /** An odd number, so that it scatters without collisions where the rows are a power of two. */
    private static final long SCATTER = 0x9E37_79B9_7F4A_7C15L;

    /** Returns as many rows as asked for, the same ones each time. */
    long[] rows(int count, long rowCount) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(7L);
        long[] rows = new long[count];
        switch (this) {
            case UNIFORM -> {
                for (int i = 0; i < count; i++) {
                    rows[i] = random.nextLong(rowCount);
                }
            }
            case ZIPF -> {
                var ranks = RejectionInversionZipfSampler.of(
                        random, Math.toIntExact(Math.min(rowCount, Integer.MAX_VALUE)), EXPONENT);
                for (int i = 0; i < count; i++) {
                    rows[i] = Long.remainderUnsigned(ranks.sample() * SCATTER, rowCount);
                }
            }
        }
        return rows;
    }
}
