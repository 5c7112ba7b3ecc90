package dev.outrank.workbench.release;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import dev.outrank.workbench.score.LocalScorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Scores the requests that came with a bundle, {@code golden.ndjson}, in this process, and holds them against the scores that came with them: a net or a table that
 * was exported wrongly is whole, and answers nonsense.
 *
 * @param tolerance the largest {@code |score − expected| / |expected|} that passes
 */
record GoldenCheck(double tolerance) {

    /** Of float32 through a few layers, as everywhere in Outrank's checks. */
    static final String DEFAULT_TOLERANCE = "5e-5";

    private static final String FILE = "golden.ndjson";

    GoldenCheck {
        if (!(tolerance > 0)) {
            throw new CallerException("--golden-tolerance: " + tolerance + " (expected: above 0)");
        }
    }

    /**
     * Checks all golden requests.
     *
     * @return how many there are
     * @throws CallerException naming the first request that is off, its candidate, both scores and what to do
     */
    int check(Bundle bundle) {
        Path file = bundle.directory().resolve(FILE);
        if (!Files.exists(file)) {
            return 0;
        }
        List<GoldenLine> lines = GoldenRequests.read(bundle.manifest(), file);
        try (LocalScorer scorer = LocalScorer.open(bundle)) {
            for (int i = 0; i < lines.size(); i++) {
                check(file + ": request " + (i + 1), lines.get(i), scorer);
            }
        }
        return lines.size();
    }

    private void check(String what, GoldenLine line, LocalScorer scorer) {
        float[] scores = scorer.score(line.request());
        double[] expected = line.scores();
        if (scores.length != expected.length) {
            throw new CallerException(
                    what + ": " + expected.length + " scores (expected: " + scores.length + ", one a candidate)");
        }
        for (int i = 0; i < scores.length; i++) {
            double error = Math.abs(scores[i] - expected[i]) / Math.abs(expected[i]);
            if (!(error <= tolerance) && scores[i] != expected[i]) {
                throw new CallerException(String.format(
                        Locale.ROOT,
                        "%s, candidate %s: score %s (expected: %s, within %s of it; the bundle does not answer as the model that was trained:"
                                + " export it again, or give --golden-tolerance where it was quantized on purpose); nothing was registered",
                        what,
                        line.request().candidateIds().get(i),
                        scores[i],
                        expected[i],
                        tolerance));
            }
        }
    }
}
