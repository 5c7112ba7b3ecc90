package dev.outrank.workbench.replay;

/** What an answer says. Keeps the array without a copy. */
final class ScoredAnswer {

    private final float[] scores;
    private final boolean degraded;

    ScoredAnswer(float[] scores, boolean degraded) {
        this.scores = scores;
        this.degraded = degraded;
    }

    /** Returns the scores in the order of the candidates, NaN where a candidate has none; the array itself. */
    float[] scores() {
        return scores;
    }

    /** Returns whether defaults stood in for embeddings. */
    boolean degraded() {
        return degraded;
    }
}
