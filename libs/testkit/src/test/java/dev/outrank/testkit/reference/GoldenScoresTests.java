package dev.outrank.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model that PyTorch trained: the oracle itself is held against scores that it did not make. */
final class GoldenScoresTests {

    private static final Path CLICKS = Path.of("..", "..", "examples", "clicks");

    /** 5e-5 relative. */
    private static final double TOLERANCE_PERCENT = 0.005;

    @Test
    void agreesWithPyTorchOnEveryGoldenScore() {
        ReferenceModel model = ReferenceModel.open(CLICKS);
        List<GoldenRequest> golden = GoldenRequest.readAll(CLICKS.resolve("golden.ndjson"));
        assertThat(golden).hasSize(100);
        List<Double> scores = new ArrayList<>();
        for (GoldenRequest line : golden) {
            double[] own = model.score(line.request(CLICKS));
            assertThat(own).hasSameSizeAs(line.scores());
            for (int candidate = 0; candidate < own.length; candidate++) {
                assertThat(own[candidate]).isCloseTo(line.scores().get(candidate), withinPercentage(TOLERANCE_PERCENT));
                scores.add(own[candidate]);
            }
        }
        boolean[] clicks = clicks(golden);
        double[] pyTorch = golden.stream()
                .flatMap(line -> line.scores().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        double[] own = scores.stream().mapToDouble(Double::doubleValue).toArray();
        assertThat("%.4f".formatted(Auc.of(own, clicks))).isEqualTo("%.4f".formatted(Auc.of(pyTorch, clicks)));
    }

    private static boolean[] clicks(List<GoldenRequest> golden) {
        List<Boolean> all =
                golden.stream().flatMap(line -> line.clicks().stream()).toList();
        boolean[] clicks = new boolean[all.size()];
        for (int i = 0; i < clicks.length; i++) {
            clicks[i] = all.get(i);
        }
        return clicks;
    }
}
