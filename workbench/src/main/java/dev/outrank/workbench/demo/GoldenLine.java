package dev.outrank.workbench.demo;

import dev.outrank.workbench.requests.GeneratedRequest;

/** A request with the scores that the training framework gave it, and the clicks that followed. */
final class GoldenLine {

    private final GeneratedRequest request;
    private final double[] scores;
    private final boolean[] clicks;

    /**
     * Keeps the arrays without a copy.
     *
     * @param request with its candidates in the file's order
     * @param scores of the training framework, beside the candidates
     * @param clicks beside the candidates
     */
    GoldenLine(GeneratedRequest request, double[] scores, boolean[] clicks) {
        this.request = request;
        this.scores = scores;
        this.clicks = clicks;
    }

    GeneratedRequest request() {
        return request;
    }

    /** Returns the array itself. */
    double[] scores() {
        return scores;
    }

    /** Returns the array itself. */
    boolean[] clicks() {
        return clicks;
    }
}
