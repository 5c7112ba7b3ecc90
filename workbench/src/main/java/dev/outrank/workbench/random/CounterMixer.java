package dev.outrank.workbench.random;

import java.nio.charset.StandardCharsets;

/**
 * A random number for each (seed, stream, counter), in any order and from any thread.
 *
 * <p>The output function of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014) over a counter.
 */
public final class CounterMixer {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    /** 2⁻²³: maps 24 random bits to [0, 2), before the shift by one. */
    private static final float STEP = 0x1p-23f;

    private final long key;

    /** Makes the stream of a name. */
    public CounterMixer(long seed, String stream) {
        long hash = FNV_OFFSET;
        for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        key = mix(mix(seed + GOLDEN_GAMMA) ^ hash);
    }

    /** Returns 64 random bits. */
    public long bits(long counter) {
        return mix(key + counter * GOLDEN_GAMMA);
    }

    /** Returns a float32 uniform in (-1, 1), symmetric and never 0. */
    public float symmetric(long counter) {
        return ((bits(counter) >>> 40) + 0.5f) * STEP - 1f;
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
