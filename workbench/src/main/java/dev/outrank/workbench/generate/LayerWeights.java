package dev.outrank.workbench.generate;

import dev.outrank.workbench.random.CounterMixer;

/**
 * Deterministic weights of the right size: a layer's result has about the same mean square, whatever its width.
 *
 * <p>He et al., arXiv 1502.01852: before a ReLU the weights have the variance {@code 2 / Σ E[xᵢ²]}, which is {@code 2 / fan-in} for inputs of mean
 * square 1. Biases are uniform within ±0.05, enough to tell an absent bias from a present one.
 */
final class LayerWeights {

    private static final float BIAS_BOUND = 0.05f;

    private final long seed;

    LayerWeights(long seed) {
        this.seed = seed;
    }

    /** Returns {@code [outputs, inputs]} row-major, uniform with this variance. */
    float[] matrix(String name, int outputs, int inputs, double variance) {
        return uniform(name + ".weight", Math.multiplyExact(outputs, inputs), (float) Math.sqrt(3 * variance));
    }

    float[] bias(String name, int outputs) {
        return uniform(name + ".bias", outputs, BIAS_BOUND);
    }

    private float[] uniform(String stream, int length, float bound) {
        CounterMixer mixer = new CounterMixer(seed, stream);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = mixer.symmetric(i) * bound;
        }
        return values;
    }
}
