package dev.outrank.workbench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.stack.ReplicaShape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChaosModelTests {

    @TempDir
    private Path directory;

    @Test
    void hasTheSameQuestionsForBothPolicies() throws Exception {
        ChaosModel model = ChaosModel.generate(directory, new ReplicaShape(2, 2, 1, 1), 7);
        assertThat(model.packed()).extracting(packed -> packed.name()).containsExactly("chaos", "chaos-default");
        assertThat(Files.readString(model.packed().getLast().bundle().resolve("model.json")))
                .contains("\"onLoss\"", "default");
        assertThat(model.questions()).hasSize(64).allSatisfy(question -> {
            assertThat(question.positions()).hasSize(16);
            assertThat(question.lostIds()).isNotEmpty().doesNotContainKey("");
            assertThat(question.lostIds().size()).isLessThan(26);
            assertThat(new String(question.body(), StandardCharsets.UTF_8)).startsWith("{\"context\"");
        });
    }
}
