package dev.outrank.workbench.requests;

import dev.outrank.workbench.random.CounterMixer;

/** Random numbers in sequence, for one feature of one request. Not thread-safe. */
final class FeatureRandom {

    /** 2⁻⁵³: maps 53 random bits to [0, 1). */
    private static final double STEP = 0x1p-53;

    private final CounterMixer mixer;
    private long counter;

    FeatureRandom(long seed, long request, String feature) {
        mixer = new CounterMixer(seed, "request:" + request + ":" + feature);
    }

    double uniform() {
        return (mixer.bits(counter++) >>> 11) * STEP;
    }

    /** Returns a number of mean 0 and variance 1, near normal: the sum of three uniform ones, each of variance 1/3. */
    float normal() {
        return mixer.symmetric(counter++) + mixer.symmetric(counter++) + mixer.symmetric(counter++);
    }
}
