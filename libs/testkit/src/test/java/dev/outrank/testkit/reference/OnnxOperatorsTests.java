package dev.outrank.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OnnxOperatorsTests {

    private static final DoubleTensor A = DoubleTensor.matrix(2, 3, new double[] {1, 2, 3, 4, 5, 6});

    private static AttributeProto integer(long value) {
        return AttributeProto.newBuilder().setI(value).build();
    }

    private static AttributeProto number(float value) {
        return AttributeProto.newBuilder().setF(value).build();
    }

    private static DoubleTensor apply(String type, Map<String, AttributeProto> attributes, DoubleTensor... in) {
        return OnnxOperators.apply(NodeProto.newBuilder().setOpType(type).build(), attributes, List.of(in));
    }

    @Test
    void gemmMultipliesByTransposedWeightsAndAddsTheBias() {
        DoubleTensor weights = DoubleTensor.matrix(2, 3, new double[] {1, 0, 0, 0, 1, 1});
        DoubleTensor out = apply(
                "Gemm",
                Map.of("transB", integer(1), "alpha", number(2), "beta", number(.5f)),
                A,
                weights,
                DoubleTensor.vector(10, 20));
        assertThat(out.shape()).containsExactly(2, 2);
        assertThat(out.values()).containsExactly(7, 20, 13, 32);
    }

    @Test
    void matMulMultipliesByPlainWeights() {
        DoubleTensor out = apply("MatMul", Map.of(), A, DoubleTensor.matrix(3, 1, new double[] {1, 10, 100}));
        assertThat(out.values()).containsExactly(321, 654);
    }

    @Test
    void matMulRefusesShapesThatDoNotFit() {
        assertThatThrownBy(() -> apply("MatMul", Map.of(), A, A)).hasMessageContaining("tensor[2, 3]");
    }

    @Test
    void arithmeticBroadcastsRowsColumnsAndVectors() {
        assertThat(apply("Add", Map.of(), A, DoubleTensor.matrix(1, 3, new double[] {10, 20, 30}))
                        .values())
                .containsExactly(11, 22, 33, 14, 25, 36);
        assertThat(apply("Mul", Map.of(), DoubleTensor.matrix(2, 1, new double[] {1, 10}), A)
                        .values())
                .containsExactly(1, 2, 3, 40, 50, 60);
        assertThat(apply("Sub", Map.of(), A, DoubleTensor.vector(1)).values()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(apply("Div", Map.of(), A, DoubleTensor.vector(2)).values()).containsExactly(.5, 1, 1.5, 2, 2.5, 3);
    }

    @Test
    void arithmeticRefusesShapesThatDoNotBroadcast() {
        assertThatThrownBy(() -> apply("Add", Map.of(), A, DoubleTensor.vector(1, 2)))
                .hasMessageContaining("[2, 3] and [2]");
    }

    @Test
    void concatPutsColumnsSideBySide() {
        DoubleTensor out =
                apply("Concat", Map.of("axis", integer(-1)), A, DoubleTensor.matrix(2, 1, new double[] {8, 9}));
        assertThat(out.shape()).containsExactly(2, 4);
        assertThat(out.values()).containsExactly(1, 2, 3, 8, 4, 5, 6, 9);
    }

    @Test
    void expandRepeatsToAShapeThatShapeAndConcatMade() {
        DoubleTensor batch = apply("Shape", Map.of("start", integer(0), "end", integer(1)), A);
        DoubleTensor wide = apply("Concat", Map.of("axis", integer(0)), batch, DoubleTensor.vector(1));
        DoubleTensor row = DoubleTensor.matrix(1, 2, new double[] {7, 8});
        assertThat(apply("Expand", Map.of(), row, wide).values()).containsExactly(7, 8, 7, 8);
    }

    @Test
    void reshapeInfersOneExtent() {
        DoubleTensor out = apply("Reshape", Map.of(), A, DoubleTensor.vector(3, -1));
        assertThat(out.shape()).containsExactly(3, 2);
    }

    @Test
    void activationsFollowTheirFormulas() {
        DoubleTensor x = DoubleTensor.vector(-2, 0, 2);
        assertThat(apply("Relu", Map.of(), x).values()).containsExactly(0, 0, 2);
        assertThat(apply("Sigmoid", Map.of(), x).values()[2]).isCloseTo(0.8807970779778823, within(1e-15));
        assertThat(apply("Tanh", Map.of(), x).values()[0]).isCloseTo(-0.9640275800758169, within(1e-15));
    }

    @Test
    void refusesAnOperatorThatItDoesNotKnow() {
        assertThatThrownBy(() -> apply("Loop", Map.of(), A)).hasMessageContaining("operator: Loop");
    }
}
