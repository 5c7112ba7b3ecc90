package dev.outrank.workbench.demo;

import java.util.Map;

/** What one request brought. */
final class Scored {

    private final double[] scores;
    private final long nanos;
    private final Map<String, Double> stages;

    /**
     * Keeps the array without a copy.
     *
     * @param scores in the order of the candidates
     * @param nanos from sending to the last byte of the answer
     * @param stages milliseconds by stage, as the {@code Server-Timing} header has them
     */
    Scored(double[] scores, long nanos, Map<String, Double> stages) {
        this.scores = scores;
        this.nanos = nanos;
        this.stages = Map.copyOf(stages);
    }

    /** Returns the scores in the order of the candidates; the array itself. */
    double[] scores() {
        return scores;
    }

    long nanos() {
        return nanos;
    }

    Map<String, Double> stages() {
        return stages;
    }
}
