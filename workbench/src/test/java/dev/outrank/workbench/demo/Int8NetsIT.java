package dev.outrank.workbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import dev.outrank.workbench.score.RankingQuality;
import dev.outrank.workbench.stack.TestStack;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of int8 nets, served: ranking takes it, shards do not change its scores, and it ranks as well as PyTorch's float32 model. */
final class Int8NetsIT {

    private static final double MOST_AUC_LOSS = 0.002;

    @TempDir
    private Path home;

    @Test
    void ranksAsWellAsFloat32WhenServed() throws InterruptedException {
        Path clicks = TestStack.ROOT.resolve("examples").resolve("clicks");
        Path int8 = home.resolve("int8");
        assertThat(CommandRun.of("quantize", "--model", clicks, "--dense", "int8", "--out", int8)
                        .err())
                .isEmpty();
        List<DemoModel> models = new ArrayList<>();
        try (TestStack stack = TestStack.start(home.resolve("stack"), 2, true, () -> {
                    models.add(new DemoModels(home.resolve("models"), 2, line -> {}).take(int8));
                    return List.of(models.getFirst().packed());
                });
                HttpClient http = HttpClient.newHttpClient()) {
            List<GoldenLine> golden =
                    GoldenRequests.read(models.getFirst().manifest(), clicks.resolve("golden.ndjson"));
            ModelClient gateway = new ModelClient(http, stack.ports().gateway());
            ModelClient singular = new ModelClient(http, stack.ports().singularRanking());
            List<double[]> served = new ArrayList<>();
            for (GoldenLine line : golden) {
                double[] scores = gateway.score(Interface.RANK, line.request()).scores();
                assertThat(scores)
                        .containsExactly(
                                singular.score(Interface.INFER, line.request()).scores());
                served.add(scores);
            }
            boolean[] clicked = clicks(golden);
            double trained = RankingQuality.auc(joined(golden.stream().map(GoldenLine::scores)), clicked);
            assertThat(joined(served.stream()))
                    .isNotEqualTo(joined(golden.stream().map(GoldenLine::scores)));
            assertThat(RankingQuality.auc(joined(served.stream()), clicked)).isGreaterThan(trained - MOST_AUC_LOSS);
        }
    }

    private static double[] joined(Stream<double[]> scores) {
        return scores.flatMapToDouble(Arrays::stream).toArray();
    }

    private static boolean[] clicks(List<GoldenLine> golden) {
        boolean[] all = new boolean
                [golden.stream().mapToInt(line -> line.clicks().length).sum()];
        int next = 0;
        for (GoldenLine line : golden) {
            System.arraycopy(line.clicks(), 0, all, next, line.clicks().length);
            next += line.clicks().length;
        }
        return all;
    }
}
