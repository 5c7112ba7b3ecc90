package dev.outrank.workbench.netfacts;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashSet;
import java.util.Set;

/**
 * Which tensors lie within the chains of nodes that int8 products are, and are never written, since ONNX Runtime makes one node of a chain:
 *
 * <pre>
 *   DynamicQuantizeLinear ► MatMulInteger ► Cast ► Mul ► Add of a constant
 *            scale of the input ► Mul by those of the weights ┘
 * </pre>
 *
 * <p>What the second {@code Mul} writes stands for the product, with or without the constant. Nodes come in the order in which they can be evaluated, as in every graph.
 */
final class QuantizedProducts {

    private final Set<String> within = new HashSet<>();
    private final Set<String> products = new HashSet<>();
    private final Set<String> biased = new HashSet<>();
    private final Set<String> constants = new HashSet<>();

    QuantizedProducts(GraphProto graph) {
        graph.getInitializerList().stream().map(TensorProto::getName).forEach(constants::add);
        graph.getNodeList().forEach(this::follow);
    }

    private void follow(NodeProto node) {
        long inside = node.getInputList().stream().filter(within::contains).count();
        switch (node.getOpType()) {
            case "DynamicQuantizeLinear", "MatMulInteger" -> within.addAll(node.getOutputList());
            case "Cast", "Mul" -> {
                if (inside == 1) {
                    within.add(node.getOutput(0));
                } else if (inside == 2) {
                    products.add(node.getOutput(0));
                }
            }
            case "Add" -> {
                if (node.getInputList().stream().anyMatch(products::contains)
                        && node.getInputList().stream().anyMatch(constants::contains)) {
                    biased.add(node.getOutput(0));
                }
            }
            default -> {}
        }
    }

    /** Returns whether a tensor is a step of a product, its result excepted. */
    boolean isWithin(String tensor) {
        return within.contains(tensor) || biased.contains(tensor);
    }
}
