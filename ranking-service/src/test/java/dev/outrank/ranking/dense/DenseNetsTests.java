package dev.outrank.ranking.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.ranking.fixture.TinyGraph;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.request.PayloadTooLargeException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenseNetsTests {

    private static final DenseSettings SETTINGS = DenseSettings.of(1, 2, 1 << 20);

    @TempDir
    private Path directory;

    private TinyModel model;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.write(directory);
    }

    private void replaceUserBottom(TinyGraph graph) throws IOException {
        graph.write(model.bundle().resolve("dense/user_bottom.onnx"));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> DenseNets.open(model.bundle(), model.manifest(), SETTINGS, new IdleMemory(1 << 20)))
                .isInstanceOf(BundleException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAnInputOfAnotherWidth() throws IOException {
        replaceUserBottom(new TinyGraph()
                .input("user_dense", 1, 5)
                .gemm("user_dense", "user_bottom", 5, 4)
                .output("user_bottom", 1, 4));

        assertRefused(
                "dense/user_bottom.onnx: input 'user_dense' is FLOAT [1, 5] (expected: float32 [1, 3], request scope)");
    }

    @Test
    void refusesAnInputOfAnotherName() throws IOException {
        replaceUserBottom(new TinyGraph()
                .input("other", 1, 3)
                .gemm("other", "user_bottom", 3, 4)
                .output("user_bottom", 1, 4));

        assertRefused("dense/user_bottom.onnx: inputs [other] (expected: [user_dense], those of the manifest)");
    }

    @Test
    void refusesAFixedBatchInCandidateScope() throws IOException {
        new TinyGraph()
                .input("item_dense", 50, 2)
                .gemm("item_dense", "item_bottom", 2, 3)
                .output("item_bottom", 50, 3)
                .write(model.bundle().resolve("dense/item_bottom.onnx"));

        assertRefused(
                "dense/item_bottom.onnx: input 'item_dense' is FLOAT [50, 2] (expected: float32 [batch, 2], candidate scope)");
    }

    @Test
    void refusesAnOutputThatIsMissing() throws IOException {
        replaceUserBottom(new TinyGraph()
                .input("user_dense", 1, 3)
                .gemm("user_dense", "something", 3, 4)
                .output("something", 1, 4));

        assertRefused(
                "dense/user_bottom.onnx: output 'user_bottom' is missing (expected: float32 [1, 4], request scope)");
    }

    @Test
    void refusesWhatIsNoGraph() throws IOException {
        Files.writeString(model.bundle().resolve("dense/user.onnx"), "not a graph");

        assertThatThrownBy(() -> DenseNets.open(model.bundle(), model.manifest(), SETTINGS, new IdleMemory(1 << 20)))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("dense/user.onnx: ")
                .hasMessageEndingWith("(expected: an ONNX graph)");
    }

    @Test
    void refusesMoreCandidatesThanTheirTensorsMayTake() {
        try (DenseNets nets = DenseNets.open(model.bundle(), model.manifest(), SETTINGS, new IdleMemory(1 << 20))) {
            assertThatThrownBy(() -> nets.borrow(1_000_000))
                    .isInstanceOf(PayloadTooLargeException.class)
                    .hasMessageContaining("(expected: at most 1048576; send fewer at a time)");

            nets.giveBack(nets.borrow(100));
        }
    }

    @Test
    void ranEveryNetBeforeItIsServed() {
        NetWiring wiring = new NetWiring(model.manifest());
        try (DenseNets nets = DenseNets.open(model.bundle(), model.manifest(), SETTINGS, new IdleMemory(1 << 20))) {
            // The very workspace of the warm run, since there is no other; the nets' biases are in its outputs.
            Workspace warm = nets.borrow(1);
            for (int net = 0; net < wiring.nets().size(); net++) {
                assertThat(warm.outputsOf(net).values())
                        .as(wiring.nets().get(net).name())
                        .isNotEmpty()
                        .allSatisfy(
                                output -> assertThat(floats(output)).isNotEqualTo(new float[floats(output).length]));
            }
            nets.giveBack(warm);
        }
    }

    private static float[] floats(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Test
    void refusesANetThatCannotBeEvaluated() throws IOException {
        // Its shapes are right, but it takes 32 candidates at a time.
        new TinyGraph()
                .input("item_dense", 0, 2)
                .gemm("item_dense", "item_sum", 2, 3)
                .reshape("together", "item_sum", 32 * 3)
                .reshape("item_bottom", "together", 3)
                .output("item_bottom", 0, 3)
                .write(model.bundle().resolve("dense/item_bottom.onnx"));

        IdleMemory idle = new IdleMemory(1 << 20);
        assertThatThrownBy(() -> DenseNets.open(model.bundle(), model.manifest(), SETTINGS, idle))
                .isInstanceOf(InternalException.class)
                .hasMessageStartingWith("net 'item_bottom': ")
                .hasMessageEndingWith("(expected: scores)");
    }

    @Test
    void warmsForOneCandidateWhereAWholeSliceWouldNotFit() {
        DenseSettings small = DenseSettings.of(1, 2, 2_000);
        try (DenseNets nets = DenseNets.open(model.bundle(), model.manifest(), small, new IdleMemory(1 << 20))) {
            assertThatThrownBy(() -> nets.borrow(64)).isInstanceOf(PayloadTooLargeException.class);
            nets.giveBack(nets.borrow(1));
        }
    }

    @Test
    void knowsWhichNetsNeedEmbeddings() {
        NetWiring wiring = new NetWiring(model.manifest());

        List<String> bottom = java.util.stream.IntStream.range(0, wiring.nets().size())
                .filter(net -> !wiring.isTop(net))
                .mapToObj(net -> wiring.nets().get(net).name())
                .toList();

        assertThat(bottom).containsExactlyInAnyOrder("user_bottom", "item_bottom");
    }

    @Test
    void lendsAWorkspaceAgainAndNeverOneThatIsOut() {
        try (DenseNets nets = DenseNets.open(model.bundle(), model.manifest(), SETTINGS, new IdleMemory(1 << 20))) {
            Workspace first = nets.borrow(3);
            Workspace second = nets.borrow(3);
            nets.giveBack(first);

            assertThat(second).isNotSameAs(first);
            assertThat(nets.borrow(200)).isSameAs(first);
            nets.giveBack(first);
            nets.giveBack(second);
        }
    }

    @Test
    void writesASourceToItsColumn() {
        FloatBuffer memory = FloatBuffer.allocate(10);
        Target target = new Target(memory, 2, 5, Extent.SLICE);

        target.copyInto(FloatBuffer.wrap(new float[] {9, 9, 1, 2, 3, 4}), 1, 2, 2);
        target.divideInPlace(1, 2, 2);

        assertThat(memory.array()).containsExactly(0, 0, 1, 2, 0, 0, 0, 1.5f, 2, 0);
        target.zeroInto(0, 2, 2);
        assertThat(memory.array()).containsOnly(0);
    }

    @Test
    void refusesBatchingWhereTheUserIsRepeated() {
        assertThatExceptionOfType(InternalException.class)
                .isThrownBy(() -> new DenseSettings(
                        1,
                        4,
                        1 << 26,
                        0,
                        Map.of(),
                        false,
                        null,
                        Map.of("tiny", new JointSettings(512, Duration.ofMillis(1))),
                        RuntimeSettings.defaults()))
                .withMessageStartingWith("outrank.ranking.dense.user-once: false");
    }
}
