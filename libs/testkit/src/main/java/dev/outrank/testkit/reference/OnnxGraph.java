package dev.outrank.testkit.reference;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An ONNX graph, evaluated node by node in double precision. Thread-safe. */
final class OnnxGraph {

    private final Path file;
    private final GraphProto graph;
    private final Map<String, DoubleTensor> constants = new HashMap<>();

    private OnnxGraph(Path file, GraphProto graph) {
        this.file = file;
        this.graph = graph;
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), decode(tensor)));
    }

    static OnnxGraph open(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new OnnxGraph(file, ModelProto.parseFrom(in).getGraph());
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": not an ONNX model (expected: a ModelProto)", e);
        }
    }

    /** Returns every tensor of the graph by name: the inputs, the constants and what the nodes computed. */
    Map<String, DoubleTensor> evaluate(Map<String, DoubleTensor> inputs) {
        Map<String, DoubleTensor> tensors = new HashMap<>(constants);
        tensors.putAll(inputs);
        for (NodeProto node : graph.getNodeList()) {
            List<DoubleTensor> operands = new ArrayList<>();
            for (String input : node.getInputList()) {
                if (!input.isEmpty()) {
                    operands.add(require(tensors, node, input));
                }
            }
            tensors.put(node.getOutput(0), OnnxOperators.apply(node, attributes(node), operands));
        }
        return tensors;
    }

    private DoubleTensor require(Map<String, DoubleTensor> tensors, NodeProto node, String name) {
        DoubleTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(file + ": node " + node.getOpType() + " reads '" + name
                    + "' (expected: one of " + tensors.keySet() + ")");
        }
        return tensor;
    }

    private static Map<String, AttributeProto> attributes(NodeProto node) {
        Map<String, AttributeProto> attributes = new HashMap<>();
        node.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
        return attributes;
    }

    /** Returns a constant as doubles; float32, float64, int32 and int64 are known. */
    static DoubleTensor decode(TensorProto tensor) {
        int[] shape = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
        double[] values = new double[DoubleTensor.size(shape)];
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        boolean packed = raw.hasRemaining();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.getDataType()) {
                case TensorProto.DataType.FLOAT_VALUE -> packed ? raw.getFloat() : tensor.getFloatData(i);
                case TensorProto.DataType.DOUBLE_VALUE -> packed ? raw.getDouble() : tensor.getDoubleData(i);
                case TensorProto.DataType.INT32_VALUE -> packed ? raw.getInt() : tensor.getInt32Data(i);
                case TensorProto.DataType.INT64_VALUE -> packed ? raw.getLong() : tensor.getInt64Data(i);
                default ->
                    throw new IllegalArgumentException("initializer '" + tensor.getName() + "': data type "
                            + tensor.getDataType() + " (expected: float32, float64, int32 or int64)");
            };
        }
        return new DoubleTensor(shape, values);
    }
}
