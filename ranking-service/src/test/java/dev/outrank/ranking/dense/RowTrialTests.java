package dev.outrank.ranking.dense;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.ranking.fixture.TinyGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowTrialTests {

    @TempDir
    private Path directory;

    private @Nullable String refusal(TinyGraph graph) throws IOException, OrtException {
        Path file = directory.resolve("net.onnx");
        graph.write(file);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString())) {
            return new RowTrial(
                            environment,
                            session,
                            List.of(new InputSlot(0, "x", 3, Scope.REQUEST, InputSlot.OWN_MEMORY)),
                            List.of(new OutputSlot(0, "y", 4, Scope.REQUEST)))
                    .refusal();
        }
    }

    @Test
    void takesANetWhoseRowsAreIndependent() throws Exception {
        assertThat(refusal(new TinyGraph().input("x", 0, 3).gemm("x", "y", 3, 4).output("y", 0, 4)))
                .isNull();
    }

    @Test
    void refusesANetOfOneRow() throws Exception {
        assertThat(refusal(new TinyGraph().input("x", 1, 3).gemm("x", "y", 3, 4).output("y", 1, 4)))
                .contains("invalid dimensions");
    }

    @Test
    void refusesANetWhoseRowsDependOnEachOther() throws Exception {
        assertThat(refusal(new TinyGraph()
                        .input("x", 0, 3)
                        .gemm("x", "z", 3, 4)
                        .node("ReduceMax", "most", "z")
                        .node("Sub", "y", "z", "most")
                        .output("y", 0, 4)))
                .startsWith("output 'y' is ")
                .endsWith("(expected: rows that do not depend on each other)");
    }

    @Test
    void refusesANetThatMakesOneRowOfMany() throws Exception {
        assertThat(refusal(new TinyGraph()
                        .input("x", 0, 3)
                        .gemm("x", "z", 3, 4)
                        .node("ReduceMax", "most", "z")
                        .output("most", 1, 1)
                        .node("Relu", "y", "most")
                        .output("y", 1, 1)))
                .startsWith("output 'y' has 1 numbers for 2 rows and 1 for 1");
    }
}
