package dev.outrank.workbench.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.SceneReport;
import dev.outrank.workbench.checked.SceneText;
import dev.outrank.workbench.stack.TestStack;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every trial once, briefly, on real processes. What is answered is asserted; how fast, and how much memory that takes, is not. */
final class LifecycleIT {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleIT.class);
    private static final int SWAPS = 6;
    private static final int KILLS = 3;
    private static final double RATE = 20;
    private static final long SEED = 11;

    @TempDir
    private Path directory;

    @Test
    void keepsEveryPromiseAboutAnswers() throws InterruptedException {
        TestStack.prepareImages();
        LifecycleSettings settings = new LifecycleSettings(
                TestStack.ROOT, directory.resolve("lifecycle"), List.of(), SWAPS, KILLS, RATE, SEED, List.of());
        LifecycleReport report = new LifecycleRun(settings, LOG::info).play();
        assertThat(report.trials()).extracting(SceneReport::scene).isEqualTo(Trials.names());
        assertThat(report.trials()).allSatisfy(trial -> {
            assertThat(trial.phases()).isNotEmpty();
            assertThat(trial.promises().stream()
                            .filter(promise -> promise.kind() == Promise.Kind.ANSWERS && !promise.kept()))
                    .as(String.join("\n", SceneText.lines(trial)))
                    .isEmpty();
        });
    }
}
