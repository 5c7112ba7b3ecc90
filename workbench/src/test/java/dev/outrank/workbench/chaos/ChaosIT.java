package dev.outrank.workbench.chaos;

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

/** Every scene once, briefly, on real processes under Netty's strictest leak detector. What is answered is asserted; how fast is not. */
final class ChaosIT {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosIT.class);
    private static final long SEED = 11;

    @TempDir
    private Path directory;

    @Test
    void keepsEveryPromiseAboutAnswersAndLeftovers() throws InterruptedException {
        TestStack.prepareImages();
        ChaosSettings settings = new ChaosSettings(
                TestStack.ROOT,
                directory.resolve("chaos"),
                List.of(),
                Pace.brief(),
                SEED,
                List.of("-Dio.netty.leakDetection.level=paranoid"));
        ChaosReport report = new ChaosRun(settings, LOG::info).play();
        assertThat(report.scenes()).extracting(SceneReport::scene).isEqualTo(Scenes.names());
        assertThat(report.scenes()).allSatisfy(scene -> {
            assertThat(scene.phases()).isNotEmpty();
            assertThat(scene.promises()).isNotEmpty();
            assertThat(scene.promises().stream().filter(promise -> isAsserted(scene, promise) && !promise.kept()))
                    .as(String.join("\n", SceneText.lines(scene)))
                    .isEmpty();
        });
    }

    /** Memory is how a collector likes it, under the detector more than ever; that nothing is left behind by clients that left is a matter of right and wrong. */
    private static boolean isAsserted(SceneReport scene, Promise promise) {
        return switch (promise.kind()) {
            case ANSWERS -> true;
            case RESOURCES -> scene.scene().equals("leaving-clients");
            case TIMES -> false;
        };
    }
}
