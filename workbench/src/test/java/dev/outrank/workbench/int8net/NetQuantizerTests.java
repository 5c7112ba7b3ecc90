package dev.outrank.workbench.int8net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetQuantizerTests {

    private static final int INPUTS = 64;
    private static final int OUTPUTS = 67;
    private static final Path FILE = Path.of("net.onnx");
    private static final float[] X = TestGraph.numbers(7 * INPUTS, 1);
    private static final float[] W = TestGraph.numbers(INPUTS * OUTPUTS, 2);
    private static final float[] BIAS = TestGraph.numbers(OUTPUTS, 3);

    private static QuantizedNet quantize(TestGraph graph) {
        return NetQuantizer.quantize(FILE, graph.build(), Scope.CANDIDATE, WeightRange.FULL);
    }

    private static float[] transposed(float[] matrix, int columns) {
        int rows = matrix.length / columns;
        float[] turned = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            turned[i % columns * rows + i / columns] = matrix[i];
        }
        return turned;
    }

    private static TestGraph matMul() {
        return new TestGraph(INPUTS).constant("w", W, INPUTS, OUTPUTS).node("MatMul", "y", List.of("x", "w"));
    }

    private static List<String> operators(QuantizedNet net) {
        return net.model().getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
    }

    private static void assertComputes(TestGraph graph, double[] expected, double factor, double addFactor)
            throws OrtException {
        QuantizedNet net = quantize(graph);
        assertThat(net.int8()).isEqualTo(1);
        float[] y = graph.run(net.model(), X);
        assertThat(y).hasSize(expected.length);
        for (int i = 0; i < y.length; i++) {
            double wanted = factor * expected[i] + addFactor * BIAS[i % OUTPUTS];
            assertThat((double) y[i]).isBetween(wanted - 2e-4, wanted + 2e-4);
        }
        float[] float32 = graph.run(graph.build(), X);
        double difference = 0;
        for (int i = 0; i < y.length; i++) {
            difference = Math.max(difference, Math.abs(y[i] - float32[i]));
        }
        assertThat(difference).isBetween(1e-4, 0.5);
    }

    private static double[] reference() {
        return Int8Reference.product(X, W, OUTPUTS, 127, 1);
    }

    @Test
    void computesIntegerProductOfMatMul() throws OrtException {
        assertComputes(matMul(), reference(), 1, 0);
    }

    @Test
    void computesGemmWhenWeightsAreTransposedAndScaled() throws OrtException {
        TestGraph graph = new TestGraph(INPUTS)
                .constant("w", transposed(W, OUTPUTS), OUTPUTS, INPUTS)
                .constant("b", BIAS, OUTPUTS)
                .node(
                        "Gemm",
                        "y",
                        List.of("x", "w", "b"),
                        TestGraph.integer("transB", 1),
                        TestGraph.real("alpha", -0.5f),
                        TestGraph.real("beta", 2));
        assertComputes(graph, reference(), -0.5, 2);
    }

    @Test
    void computesGemmWhenInputIsTransposed() throws OrtException {
        TestGraph graph = new TestGraph(INPUTS)
                .constant("w", W, INPUTS, OUTPUTS)
                .constant("b", BIAS, 1, OUTPUTS)
                .node("Transpose", "turned", List.of("x"))
                .node("Gemm", "y", List.of("turned", "w", "b"), TestGraph.integer("transA", 1));
        assertComputes(graph, reference(), 1, 1);
    }

    @ParameterizedTest
    @ValueSource(floats = {1, 0.5f})
    void addsWhatIsComputedWhenGemmDoes(float beta) throws OrtException {
        TestGraph graph = new TestGraph(INPUTS)
                .constant("w", W, INPUTS, OUTPUTS)
                .constant("b", BIAS, OUTPUTS)
                .node("Identity", "computed", List.of("b"))
                .node("Gemm", "y", List.of("x", "w", "computed"), TestGraph.real("beta", beta));
        assertComputes(graph, reference(), 1, beta);
    }

    @Test
    void addsNothingWhenBetaIsZero() throws OrtException {
        TestGraph graph = new TestGraph(INPUTS)
                .constant("w", W, INPUTS, OUTPUTS)
                .constant("b", BIAS, OUTPUTS)
                .node("Gemm", "y", List.of("x", "w", "b"), TestGraph.real("beta", 0));
        assertComputes(graph, reference(), 1, 0);
    }

    @Test
    void findsWeightsOfConstantNodesAndTransposes() throws OrtException {
        TestGraph graph = new TestGraph(INPUTS)
                .constantNode("stored", transposed(W, OUTPUTS), OUTPUTS, INPUTS)
                .node("Transpose", "w", List.of("stored"))
                .node("MatMul", "y", List.of("x", "w"));
        assertComputes(graph, reference(), 1, 0);
        assertThat(operators(quantize(graph))).doesNotContain("Constant", "Transpose");
    }

    @Test
    void addsScalarToEveryColumnWhenBiasIsOne() throws OrtException {
        TestGraph graph = new TestGraph(INPUTS)
                .constant("w", W, INPUTS, OUTPUTS)
                .constant("b", new float[] {3})
                .node("Gemm", "y", List.of("x", "w", "b"));
        float[] y = graph.run(quantize(graph).model(), X);
        double[] expected = reference();
        for (int i = 0; i < y.length; i++) {
            assertThat((double) y[i]).isBetween(expected[i] + 3 - 2e-4, expected[i] + 3 + 2e-4);
        }
    }

    @Test
    void usesHalfTheRangeWhenReduced() throws OrtException {
        TestGraph graph = matMul();
        QuantizedNet net = NetQuantizer.quantize(FILE, graph.build(), Scope.CANDIDATE, WeightRange.REDUCED);
        double[] expected = Int8Reference.product(X, W, OUTPUTS, 63, 1);
        float[] y = graph.run(net.model(), X);
        for (int i = 0; i < y.length; i++) {
            assertThat((double) y[i]).isBetween(expected[i] - 2e-4, expected[i] + 2e-4);
        }
        byte[] weights = weights(net);
        assertThat(IntStream.range(0, weights.length).map(i -> Math.abs(weights[i])))
                .allMatch(weight -> weight <= 63)
                .contains(63);
    }

    private static byte[] weights(QuantizedNet net) {
        return net.model().getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals("w.int8"))
                .findFirst()
                .orElseThrow()
                .getRawData()
                .toByteArray();
    }

    @Test
    void givesZerosWhenColumnIsZero() throws OrtException {
        float[] weights = W.clone();
        for (int i = 0; i < INPUTS; i++) {
            weights[i * OUTPUTS + 5] = 0;
        }
        TestGraph graph =
                new TestGraph(INPUTS).constant("w", weights, INPUTS, OUTPUTS).node("MatMul", "y", List.of("x", "w"));
        assertThat(graph.run(quantize(graph).model(), X)[5]).isZero();
    }

    @Test
    void sharesWeightsAndInputsWhenLayersDo() throws OrtException {
        TestGraph graph = new TestGraph(INPUTS)
                .constant("w", W, INPUTS, OUTPUTS)
                .node("MatMul", "a", List.of("x", "w"))
                .node("MatMul", "b", List.of("x", "w"))
                .node("Add", "y", List.of("a", "b"));
        QuantizedNet net = quantize(graph);
        assertThat(operators(net))
                .containsOnlyOnce("DynamicQuantizeLinear")
                .filteredOn("MatMulInteger"::equals)
                .hasSize(2);
        assertThat(net.model().getGraph().getInitializerList())
                .extracting(TensorProto::getName)
                .containsOnlyOnce("w.int8")
                .doesNotContain("w");
        double[] expected = Int8Reference.product(X, W, OUTPUTS, 127, 2);
        float[] y = graph.run(net.model(), X);
        for (int i = 0; i < y.length; i++) {
            assertThat((double) y[i]).isBetween(expected[i] - 4e-4, expected[i] + 4e-4);
        }
    }

    @Test
    void keepsFloatWeightsWhenAnotherNodeReadsThem() throws OrtException {
        TestGraph graph = new TestGraph(INPUTS)
                .constant("w", W, INPUTS, OUTPUTS)
                .node("MatMul", "a", List.of("x", "w"))
                .node("ReduceSum", "b", List.of("w"))
                .node("Add", "y", List.of("a", "b"));
        QuantizedNet net = quantize(graph);
        assertThat(net.model().getGraph().getInitializerList())
                .extracting(TensorProto::getName)
                .contains("w", "w.int8");
        assertThat(graph.run(net.model(), X)).hasSize(7 * OUTPUTS);
    }

    @Test
    void takesWeightsOutOfTheInputsWhenOldGraphsListThemThere() {
        QuantizedNet net = quantize(matMul().listedAsInput("w", OUTPUTS));
        assertThat(net.model().getGraph().getInputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("x");
    }

    @Test
    void givesOtherNamesWhenItsOwnAreTaken() throws OrtException {
        TestGraph graph = new TestGraph(INPUTS)
                .constant("w", W, INPUTS, OUTPUTS)
                .node("Identity", "x.uint8", List.of("x"))
                .node("MatMul", "y", List.of("x.uint8", "w"))
                .node("MatMul", "y.sums", List.of("x", "w"));
        assertThat(graph.run(quantize(graph).model(), X)).hasSize(7 * OUTPUTS);
    }

    @Test
    void leavesWhatIsNarrowOrComputedAsItIs() {
        TestGraph graph = new TestGraph(INPUTS)
                .constant("narrow", new float[INPUTS * 31], INPUTS, 31)
                .node("MatMul", "z", List.of("x", "narrow"))
                .node("Transpose", "turned", List.of("x"))
                .node("MatMul", "y", List.of("x", "turned"));
        ModelProto model = graph.build();
        QuantizedNet net = NetQuantizer.quantize(FILE, model, Scope.CANDIDATE, WeightRange.FULL);
        assertThat(net).isEqualTo(new QuantizedNet(model, 2, 0));
    }

    @Test
    void leavesWhatIsTooSmallToGainAsItIs() {
        TestGraph small = new TestGraph(INPUTS)
                .constant("w", new float[INPUTS * 63], INPUTS, 63)
                .node("MatMul", "y", List.of("x", "w"));
        assertThat(quantize(small).int8()).isZero();
        ModelProto forOneRow = matMul().build();
        assertThat(NetQuantizer.quantize(FILE, forOneRow, Scope.REQUEST, WeightRange.FULL)
                        .int8())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(WeightRange.class)
    void givesTheSameBytesWhenRunTwice(WeightRange range) {
        ModelProto model = matMul().build();
        assertThat(NetQuantizer.quantize(FILE, model, Scope.CANDIDATE, range)
                        .model()
                        .toByteString())
                .isEqualTo(NetQuantizer.quantize(FILE, model, Scope.CANDIDATE, range)
                        .model()
                        .toByteString());
    }

    @Test
    void refusesWhenNetIsQuantizedAlready() {
        ModelProto once = quantize(matMul()).model();
        assertRefused(once, "net.onnx: node 'x.uint8' is a DynamicQuantizeLinear (expected: a float32 net");
    }

    @Test
    void refusesWhenWeightsAreElsewhere() {
        assertRefused(
                matMul().external("far").build(),
                "net.onnx: initializer 'far' is in another file (expected: a self-contained model");
    }

    @Test
    void refusesWhenOpsetIsTooOld() {
        assertRefused(matMul().opset(10).build(), "net.onnx: opset 10 (expected: at least 11");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
    void refusesWhenWeightIsNotFinite(float weight) {
        float[] weights = W.clone();
        weights[OUTPUTS + 2] = weight;
        ModelProto model = new TestGraph(INPUTS)
                .constant("w", weights, INPUTS, OUTPUTS)
                .node("MatMul", "y", List.of("x", "w"))
                .build();
        assertRefused(model, "net.onnx: weights 'w'[1, 2]: " + weight + " (expected: a finite number)");
    }

    private static void assertRefused(ModelProto model, String message) {
        assertThatThrownBy(() -> NetQuantizer.quantize(FILE, model, Scope.CANDIDATE, WeightRange.FULL))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith(message);
    }
}
