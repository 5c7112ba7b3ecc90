package dev.outrank.workbench.quantize;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.outrank.bundle.Bundle;
import dev.outrank.workbench.score.LocalScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the final scores of some requests changed. What does not exist is null.
 *
 * @param requests how many were scored
 * @param candidates of all requests
 * @param max the largest absolute change of a score
 * @param mean the mean absolute change
 * @param maxRelative the largest change as a share of the score before
 * @param meanRelative its mean
 * @param meanRankCorrelation Spearman's ρ within a request, mean over those requests where it exists
 * @param minRankCorrelation the lowest of them
 * @param bestKept which share of a request's ten best are among the ten best afterwards, mean over the requests with more candidates
 * @param auc of the clicks that followed, where requests have them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScoreChange(
        int requests,
        long candidates,
        double max,
        double mean,
        double maxRelative,
        double meanRelative,
        @Nullable Double meanRankCorrelation,
        @Nullable Double minRankCorrelation,
        @Nullable Double bestKept,
        @Nullable AucChange auc) {

    /** Scores every request that has candidates with both bundles, on all processors. */
    static ScoreChange measure(Bundle old, Bundle quantized, List<SampleRequest> requests) {
        try (LocalScorer before = LocalScorer.open(old);
                LocalScorer after = LocalScorer.open(quantized)) {
            return of(requests.parallelStream()
                    .filter(sample -> sample.request().candidates() > 0)
                    .map(sample -> new RequestChange(
                            before.score(sample.request()), after.score(sample.request()), sample.clicks()))
                    .toList());
        }
    }

    /** Sums up, in the order of the requests. */
    static ScoreChange of(List<RequestChange> changes) {
        double[] absolute = ofCandidates(changes, RequestChange::absolute);
        double[] relative = ofCandidates(changes, RequestChange::relative);
        double[] correlations = ofRequests(changes, RequestChange::rankCorrelation);
        return new ScoreChange(
                changes.size(),
                absolute.length,
                DoubleStream.of(absolute).max().orElse(0),
                DoubleStream.of(absolute).average().orElse(0),
                DoubleStream.of(relative).max().orElse(0),
                DoubleStream.of(relative).average().orElse(0),
                mean(correlations),
                correlations.length == 0
                        ? null
                        : DoubleStream.of(correlations).min().orElseThrow(),
                mean(ofRequests(changes, RequestChange::bestKept)),
                AucChange.of(changes));
    }

    private interface OfCandidate {

        double change(RequestChange request, int candidate);
    }

    private static double[] ofCandidates(List<RequestChange> changes, OfCandidate measure) {
        return changes.stream()
                .flatMapToDouble(request -> IntStream.range(0, request.candidates())
                        .mapToDouble(candidate -> measure.change(request, candidate)))
                .toArray();
    }

    private static double[] ofRequests(List<RequestChange> changes, ToDoubleFunction<RequestChange> measure) {
        return changes.stream()
                .mapToDouble(measure)
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    private static @Nullable Double mean(double[] values) {
        return values.length == 0 ? null : DoubleStream.of(values).average().orElseThrow();
    }

    /** Returns the changes as lines for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "scores of %d requests, %,d candidates: max change %.2e, mean %.2e; relative max %.2e, mean %.2e",
                requests,
                candidates,
                max,
                mean,
                maxRelative,
                meanRelative));
        if (meanRankCorrelation != null && minRankCorrelation != null) {
            lines.add(String.format(
                    Locale.ROOT, "rank correlation mean %.6f, lowest %.6f", meanRankCorrelation, minRankCorrelation));
        }
        if (bestKept != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "of the %d best of a request stay among them: %.1f%%",
                    RequestChange.BEST,
                    100 * bestKept));
        }
        if (auc != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "AUC of the clicks %.5f before, %.5f after, %+.5f",
                    auc.before(),
                    auc.after(),
                    auc.after() - auc.before()));
        }
        return lines;
    }
}
