package dev.outrank.workbench.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxNetTests {

    @TempDir
    private Path directory;

    @Test
    void readsInputsAndOutputsOfAnExportedNetWhenTheyAreFloats() {
        OnnxNet net = OnnxNet.read(CommandRun.CLICKS.resolve("dense/candidate.onnx"));
        assertThat(net.inputs())
                .containsExactly(
                        new OnnxTensor("item_dense", null, 4),
                        new OnnxTensor("item_id", null, 32),
                        new OnnxTensor("category", null, 32),
                        new OnnxTensor("terms", null, 16),
                        new OnnxTensor("user_vector", 1L, 32));
        assertThat(net.outputs()).containsExactly(new OnnxTensor("score", null, 1));
    }

    @Test
    void leavesOutInitializersWhenTheyAreListedAsInputs() throws IOException {
        Path file = write(model -> model.getGraphBuilder()
                .addInput(model.getGraph().getInput(0).toBuilder().setName("y.weight")));
        assertThat(OnnxNet.read(file).inputs()).containsExactly(new OnnxTensor("x", null, 3));
    }

    @Test
    void refusesWhenATensorIsNotFloat32() throws IOException {
        Path file = write(model -> model.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .setElemType(TensorProto.DataType.INT64_VALUE));
        assertRefused(file, "input 'x': element type 7 (expected: 1, float32)");
    }

    @Test
    void refusesWhenATensorHasThreeAxes() throws IOException {
        Path file = write(model -> model.getGraphBuilder()
                .getOutputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .addDimBuilder()
                .setDimValue(4));
        assertRefused(file, "output 'y': 3 axes (expected: 2, [batch, width])");
    }

    @Test
    void refusesWhenWeightsAreInAnotherFile() throws IOException {
        Path file = write(model ->
                model.getGraphBuilder().getInitializerBuilder(0).setDataLocation(TensorProto.DataLocation.EXTERNAL));
        assertRefused(file, "initializer 'y.weight' is in another file (expected: a self-contained model");
    }

    @Test
    void refusesWhenTheFileIsEmpty() throws IOException {
        Path file = Files.createFile(directory.resolve("empty.onnx"));
        assertRefused(file, "0 inputs, 0 outputs (expected: an ONNX model with at least one of each)");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> OnnxNet.read(file))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    private Path write(Consumer<ModelProto.Builder> change) throws IOException {
        GraphBuilder graph = new GraphBuilder("g");
        graph.output(graph.linear("y", graph.input("x", 3), new float[6], new float[2], 3), 2);
        ModelProto.Builder model = graph.build().toBuilder();
        change.accept(model);
        Path file = directory.resolve("net.onnx");
        try (OutputStream out = Files.newOutputStream(file)) {
            model.build().writeTo(out);
        }
        return file;
    }
}
