package dev.outrank.benchmarks.dense;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** With nets of request and of candidate scope, none of which is worth int8, so that both forms agree to the bit. */
final class DenseStudyTests {

    private static final Path TINY = Path.of("../workbench/src/test/resources/tiny.json");

    private static WorkloadNets tiny() throws IOException {
        return WorkloadNets.generate(WorkloadCatalog.find(TINY.toString()));
    }

    @Test
    void givesScoresOfItsOwnToEachCandidate() throws IOException, OrtException {
        try (RunningNets running = new RunningNets(tiny(), false, RuntimeOption.AS_RANKING, 9)) {
            float[] scores = running.scores();
            assertThat(scores).hasSize(9).containsExactly(running.scores());
            assertThat(Arrays.asList(scores[0], scores[4], scores[8])).doesNotHaveDuplicates();
        }
    }

    @Test
    void timesBothFormsAfterTheCheck() throws IOException, OrtException {
        DenseRow row = new DenseStudy(tiny(), 2, Duration.ofMillis(1)).run(RuntimeOption.AS_RANKING, 5);
        assertThat(row.candidates()).isEqualTo(5);
        assertThat(row.float32()).isPositive();
        assertThat(row.int8()).isPositive();
        assertThat(row.scoreChange()).isZero();
    }
}
