package dev.outrank.workbench.netfacts;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the weights of one graph, and what its nodes do. Nodes inside of control flow are not looked at. */
final class GraphCount {

    private static final long[] NO_SHAPE = {};

    private final Path file;
    private final ModelProto model;

    GraphCount(Path file, ModelProto model) {
        this.file = file;
        this.model = model;
    }

    /** Returns the bytes of all initializers and constants. */
    long parameterBytes() {
        long bytes = model.getGraph().getInitializerList().stream()
                .mapToLong(GraphCount::bytes)
                .sum();
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (node.getOpType().equals("Constant")) {
                bytes += node.getAttributeList().stream()
                        .filter(AttributeProto::hasT)
                        .mapToLong(attribute -> bytes(attribute.getT()))
                        .sum();
            }
        }
        return bytes;
    }

    /** Returns what an evaluation of {@code batch} items does, by the shapes of a real one. */
    Work work(Map<String, GraphInput> inputs, int batch) {
        Map<String, long[]> shapes = new HashMap<>(new ShapeRun(file, model).shapes(inputs, batch));
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            shapes.put(
                    tensor.getName(),
                    tensor.getDimsList().stream().mapToLong(Long::longValue).toArray());
        }
        long multiplyAdds = 0;
        long activations = 0;
        QuantizedProducts quantized = new QuantizedProducts(model.getGraph());
        for (NodeProto node : model.getGraph().getNodeList()) {
            multiplyAdds += multiplyAdds(node, shapes);
            activations += node.getOutputList().stream()
                    .filter(output -> !quantized.isWithin(output))
                    .mapToLong(output -> elements(shapes.getOrDefault(output, NO_SHAPE)))
                    .sum();
        }
        return new Work(multiplyAdds, activations);
    }

    private static long multiplyAdds(NodeProto node, Map<String, long[]> shapes) {
        boolean gemm = node.getOpType().equals("Gemm");
        if (!gemm && !node.getOpType().equals("MatMul") && !node.getOpType().equals("MatMulInteger")) {
            return 0;
        }
        long[] left = shapes.getOrDefault(node.getInput(0), NO_SHAPE);
        long[] product = shapes.getOrDefault(node.getOutput(0), NO_SHAPE);
        if (left.length == 0 || product.length == 0) {
            return 0;
        }
        boolean transposed = gemm && isSet(node.getAttributeList(), "transA");
        return elements(product) * (transposed ? left[0] : left[left.length - 1]);
    }

    private static boolean isSet(List<AttributeProto> attributes, String name) {
        return attributes.stream().anyMatch(attribute -> attribute.getName().equals(name) && attribute.getI() != 0);
    }

    /** Returns the product of the extents; 0 of a scalar or of what is no tensor, neither of which is work. */
    private static long elements(long[] shape) {
        if (shape.length == 0) {
            return 0;
        }
        long elements = 1;
        for (long extent : shape) {
            elements = Math.multiplyExact(elements, extent);
        }
        return elements;
    }

    private static long bytes(TensorProto tensor) {
        long elements = 1;
        for (long extent : tensor.getDimsList()) {
            elements = Math.multiplyExact(elements, extent);
        }
        return elements
                * switch (tensor.getDataType()) {
                    case TensorProto.DataType.DOUBLE_VALUE,
                            TensorProto.DataType.INT64_VALUE,
                            TensorProto.DataType.UINT64_VALUE -> Double.BYTES;
                    case TensorProto.DataType.FLOAT16_VALUE,
                            TensorProto.DataType.BFLOAT16_VALUE,
                            TensorProto.DataType.INT16_VALUE,
                            TensorProto.DataType.UINT16_VALUE -> Short.BYTES;
                    case TensorProto.DataType.INT8_VALUE,
                            TensorProto.DataType.UINT8_VALUE,
                            TensorProto.DataType.BOOL_VALUE -> Byte.BYTES;
                    case TensorProto.DataType.FLOAT_VALUE,
                            TensorProto.DataType.INT32_VALUE,
                            TensorProto.DataType.UINT32_VALUE -> Float.BYTES;
                    default ->
                        throw new CallerException("initializer '" + tensor.getName() + "': data type "
                                + tensor.getDataType() + " (expected: numbers or booleans of 8 to 64 bits)");
                };
    }
}
