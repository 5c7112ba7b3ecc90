package dev.outrank.workbench.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.testkit.reference.GoldenRequest;
import dev.outrank.testkit.reference.ReferenceModel;
import dev.outrank.workbench.CommandRun;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class ClicksBundleTests {

    /** The project promises 5e-5 relative against the training framework. */
    private static final Percentage PROMISED = Percentage.withPercentage(0.005);

    @Test
    void scoresAsTheTrainingFrameworkDidWhenEvaluatedInDoublePrecision() {
        ReferenceModel model = ReferenceModel.open(CommandRun.CLICKS);
        List<GoldenRequest> golden = GoldenRequest.readAll(CommandRun.CLICKS.resolve("golden.ndjson"));
        assertThat(golden).hasSize(100);
        for (GoldenRequest request : golden.subList(0, 20)) {
            double[] scores = model.score(request.request(CommandRun.CLICKS));
            assertThat(scores).hasSize(50);
            for (int i = 0; i < scores.length; i++) {
                assertThat(scores[i]).isCloseTo(request.scores().get(i), PROMISED);
            }
        }
    }

    @Test
    void isWholeWhenCheckedOut() {
        Bundle.open(CommandRun.CLICKS).verifyChecksums(bytes -> {});
    }
}
