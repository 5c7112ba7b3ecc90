package dev.outrank.workbench.requests;

/** A request with the scores that the training framework gave it, and the clicks that followed. */
public final class GoldenLine {

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

    /** Returns the request. */
    public GeneratedRequest request() {
        return request;
    }

    /** Returns the array itself. */
    public double[] scores() {
        return scores;
    }

    /** Returns the array itself. */
    public boolean[] clicks() {
        return clicks;
    }
}
