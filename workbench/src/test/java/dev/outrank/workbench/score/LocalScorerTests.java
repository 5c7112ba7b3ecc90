package dev.outrank.workbench.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.bags.Bags;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class LocalScorerTests {

    /** The project promises 5e-5 relative against the training framework. */
    private static final Percentage PROMISED = Percentage.withPercentage(0.005);

    private static final Bundle CLICKS = Bundle.open(CommandRun.CLICKS);

    private static List<GoldenLine> golden() {
        return GoldenRequests.read(CLICKS.manifest(), CommandRun.CLICKS.resolve("golden.ndjson"));
    }

    @Test
    void scoresAsTheTrainingFrameworkDid() {
        try (LocalScorer scorer = LocalScorer.open(CLICKS)) {
            for (GoldenLine line : golden()) {
                float[] scores = scorer.score(line.request());
                assertThat(scores).hasSameSizeAs(line.scores());
                for (int i = 0; i < scores.length; i++) {
                    assertThat((double) scores[i]).isCloseTo(line.scores()[i], PROMISED);
                }
            }
        }
    }

    @Test
    void namesFeatureAndIdWhenAnIdIsOutsideItsTable() {
        GeneratedRequest request = golden().getFirst().request();
        Map<String, Bags> sparse = new HashMap<>(request.sparse());
        sparse.put("user_id", Bags.ofLengths(new int[] {1}, new long[] {20_000}, null));
        GeneratedRequest wrong =
                new GeneratedRequest(request.manifest(), request.candidateIds(), request.dense(), sparse);
        try (LocalScorer scorer = LocalScorer.open(CLICKS)) {
            assertThatThrownBy(() -> scorer.score(wrong))
                    .hasMessage("feature 'user_id', id: 20000 (expected: 0 to 19999, a row of table 'user')");
        }
    }
}
