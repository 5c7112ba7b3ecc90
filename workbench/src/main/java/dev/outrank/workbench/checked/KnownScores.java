package dev.outrank.workbench.checked;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The scores that an answer must have. They are those of the first answer that agrees with the scores computed here, from then on bit for bit: sums of a table that is split
 * over shards are added in another order there than here. Thread-safe.
 */
public final class KnownScores {

    /** Of float32 through a few layers, as everywhere in Outrank's checks. */
    private static final double TOLERANCE = 5e-5;

    private final float[] computed;
    private final AtomicReference<float[]> known = new AtomicReference<>();

    /** Takes the scores that were computed here, without a copy. */
    public KnownScores(float[] computed) {
        this.computed = computed;
    }

    /** Returns whether scores are the known ones. */
    public boolean accept(float[] scores) {
        if (scores.length != computed.length) {
            return false;
        }
        float[] reference = known.get();
        if (reference == null && agrees(scores)) {
            float[] earlier = known.compareAndExchange(null, scores);
            reference = earlier == null ? scores : earlier;
        }
        return reference != null && sameBits(scores, reference);
    }

    private boolean agrees(float[] scores) {
        for (int i = 0; i < scores.length; i++) {
            if (!agrees(i, scores[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a score is about the one computed here. */
    public boolean agrees(int candidate, float score) {
        double error = Math.abs((double) score - computed[candidate]);
        return error <= TOLERANCE * Math.abs(computed[candidate]);
    }

    private static boolean sameBits(float[] scores, float[] reference) {
        for (int i = 0; i < scores.length; i++) {
            if (Float.floatToRawIntBits(scores[i]) != Float.floatToRawIntBits(reference[i])) {
                return false;
            }
        }
        return true;
    }
}
