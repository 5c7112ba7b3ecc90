package dev.outrank.workbench.quantize;

import dev.outrank.bundle.Bundle;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.score.LocalScorer;
import java.util.List;

/**
 * How the final scores of some requests changed.
 *
 * @param requests how many were scored
 * @param candidates of all requests
 * @param max the largest absolute change of a score
 * @param mean the mean absolute change
 * @param meanRankCorrelation Spearman's ρ within a request, mean over those requests where it exists; NaN if there is none
 * @param minRankCorrelation the lowest of them
 */
record ScoreChange(
        int requests, long candidates, double max, double mean, double meanRankCorrelation, double minRankCorrelation) {

    private record OfRequest(int candidates, double max, double sum, double rankCorrelation) {

        static OfRequest compare(float[] before, float[] after) {
            double max = 0;
            double sum = 0;
            for (int i = 0; i < before.length; i++) {
                double change = Math.abs((double) before[i] - after[i]);
                max = Math.max(max, change);
                sum += change;
            }
            return new OfRequest(before.length, max, sum, RankCorrelation.spearman(before, after));
        }
    }

    /** Scores every request that has candidates with both bundles, on all processors. */
    static ScoreChange measure(Bundle old, Bundle quantized, List<GeneratedRequest> requests) {
        try (LocalScorer before = LocalScorer.open(old);
                LocalScorer after = LocalScorer.open(quantized)) {
            return of(requests.parallelStream()
                    .filter(request -> request.candidates() > 0)
                    .map(request -> OfRequest.compare(before.score(request), after.score(request)))
                    .toList());
        }
    }

    private static ScoreChange of(List<OfRequest> changes) {
        long candidates = changes.stream().mapToLong(OfRequest::candidates).sum();
        double sum = 0;
        for (OfRequest change : changes) {
            sum += change.sum();
        }
        double[] correlations = changes.stream()
                .mapToDouble(OfRequest::rankCorrelation)
                .filter(correlation -> !Double.isNaN(correlation))
                .toArray();
        double correlationSum = 0;
        double lowest = correlations.length == 0 ? Double.NaN : 1;
        for (double correlation : correlations) {
            correlationSum += correlation;
            lowest = Math.min(lowest, correlation);
        }
        return new ScoreChange(
                changes.size(),
                candidates,
                changes.stream().mapToDouble(OfRequest::max).max().orElse(0),
                candidates == 0 ? 0 : sum / candidates,
                correlationSum / correlations.length,
                lowest);
    }
}
