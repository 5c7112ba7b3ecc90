package dev.outrank.workbench.trace;

import dev.outrank.workbench.random.CounterMixer;

/**
 * Arrivals of an open loop: nobody waits for an answer before the next request. The gaps are exponential, so that arrivals are those of a Poisson
 * process; {@link StrictMath} makes them the same on every machine. Not thread-safe.
 */
public final class Arrivals {

    private static final double NANOS_PER_SECOND = 1e9;
    /** 2⁻⁵³: maps 53 random bits to [0, 1). */
    private static final double STEP = 0x1p-53;

    private final CounterMixer mixer;
    private final double meanGapNanos;
    private long counter;
    private double nanos;

    /**
     * Begins at 0.
     *
     * @param rate arrivals a second, above 0
     */
    public Arrivals(double rate, long seed) {
        this.mixer = new CounterMixer(seed, "arrivals");
        this.meanGapNanos = NANOS_PER_SECOND / rate;
    }

    /** Returns the nanoseconds from the begin to the next arrival. */
    public long next() {
        double uniform = (mixer.bits(counter++) >>> 11) * STEP;
        nanos -= StrictMath.log1p(-uniform) * meanGapNanos;
        return (long) nanos;
    }
}
