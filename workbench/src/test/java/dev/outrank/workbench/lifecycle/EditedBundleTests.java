package dev.outrank.workbench.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.score.LocalScorer;
import dev.outrank.workbench.workload.SmallWorkload;
import dev.outrank.workbench.workload.Workload;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EditedBundleTests {

    @TempDir
    private Path directory;

    @Test
    void changesEveryScoreAndNothingElse() {
        Workload workload = SmallWorkload.of("m");
        Path original = directory.resolve("original");
        BundleGenerator.generate(GenerateSettings.of(workload, 0.01, 1), original, Progress.silent());
        GeneratedRequest request = RequestGenerator.of(Bundle.open(original).manifest(), workload, 1)
                .request(0, 8, EmptyBags.AS_DRAWN);

        Bundle lifted = Bundle.open(EditedBundle.withLastBias(original, directory.resolve("lifted"), 30));
        Bundle failing = Bundle.open(EditedBundle.withLastBias(original, directory.resolve("failing"), Float.NaN));

        lifted.verifyChecksums(bytes -> {});
        assertThat(lifted.fingerprint()).isNotEqualTo(Bundle.open(original).fingerprint());
        assertThat(scores(Bundle.open(original), request)).hasSize(8).doesNotContain(1);
        assertThat(scores(lifted, request)).containsOnly(1);
        assertThat(scores(failing, request)).containsOnly(Float.NaN);
    }

    private static float[] scores(Bundle bundle, GeneratedRequest request) {
        try (LocalScorer scorer = LocalScorer.open(bundle)) {
            return scorer.score(request);
        }
    }
}
