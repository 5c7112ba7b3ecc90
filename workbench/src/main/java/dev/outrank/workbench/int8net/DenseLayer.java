package dev.outrank.workbench.int8net;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.outrank.bundle.manifest.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A product with constant weights, {@code y = alpha · x · W + beta · c}, as a {@code MatMul} or {@code Gemm} states it.
 *
 * @param node what states it
 * @param weightsKey equal for layers of equal weights
 * @param weights {@code W [inputs, outputs]}
 * @param alpha 1 of a {@code MatMul}
 * @param beta 1 of a {@code MatMul}
 * @param transposesInput whether the input is {@code xᵀ}
 */
record DenseLayer(
        NodeProto node, String weightsKey, FloatMatrix weights, float alpha, float beta, boolean transposesInput) {

    /** Narrower layers stay float32 whatever their size: the last ones, of one output, gain nothing and decide the score. */
    private static final int LEAST_WIDTH = 32;

    /**
     * Weights from which on a layer that is evaluated for many candidates gains. Measured on a Zen 5 with VNNI, float32's time over int8's at 270 candidates:
     * 32 × 32 0.9, 64 × 64 1.2, 128 × 128 1.6, 512 × 512 2.9; at 50 candidates 0.8, 0.9, 1.1, 2.7.
     */
    private static final int LEAST_CANDIDATE_WEIGHTS = 64 * 64;

    /** The same for one row: 128 × 128 0.8, 256 × 256 1.06, 512 × 512 1.7. */
    private static final int LEAST_REQUEST_WEIGHTS = 256 * 256;

    static boolean isProduct(NodeProto node) {
        return node.getDomain().isEmpty()
                && (node.getOpType().equals("MatMul") || node.getOpType().equals("Gemm"));
    }

    /** Returns the layer that a node is, or null where its right side is no constant matrix of float32. */
    static @Nullable DenseLayer of(NodeProto node, GraphConstants constants) {
        if (!isProduct(node)) {
            return null;
        }
        FloatMatrix matrix = constants.find(node.getInput(1));
        if (matrix == null || !matrix.hasTwoAxes()) {
            return null;
        }
        boolean transposed = integer(node, "transB") != 0;
        return new DenseLayer(
                node,
                node.getInput(1) + (transposed ? ".T" : ""),
                transposed ? matrix.transposed() : matrix,
                real(node, "alpha"),
                real(node, "beta"),
                integer(node, "transA") != 0);
    }

    /** Returns whether int8 is likely to be faster in a net of this scope. */
    boolean isWorthIt(Scope scope) {
        int leastWeights =
                switch (scope) {
                    case REQUEST -> LEAST_REQUEST_WEIGHTS;
                    case CANDIDATE -> LEAST_CANDIDATE_WEIGHTS;
                };
        return weights.rows() >= LEAST_WIDTH && weights.columns() >= LEAST_WIDTH && weights.size() >= leastWeights;
    }

    /** Returns the tensor that is added, or null. */
    @Nullable
    String addend() {
        return node.getInputCount() < 3 || node.getInput(2).isEmpty() || beta == 0 ? null : node.getInput(2);
    }

    private static long integer(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(0);
    }

    private static float real(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .map(AttributeProto::getF)
                .findFirst()
                .orElse(1f);
    }
}
