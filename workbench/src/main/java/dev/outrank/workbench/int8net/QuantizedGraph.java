package dev.outrank.workbench.int8net;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The nodes and initializers of a graph that is being written; gives what is new names that nobody has. */
final class QuantizedGraph {

    private final Set<String> names = new HashSet<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> initializers = new ArrayList<>();

    /** Begins with the names of a graph, none of which a new tensor will have. */
    QuantizedGraph(GraphProto graph) {
        graph.getInputList().forEach(input -> names.add(input.getName()));
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
    }

    List<NodeProto> nodes() {
        return nodes;
    }

    List<TensorProto> initializers() {
        return initializers;
    }

    /** Adds a node as it is. */
    void keep(NodeProto node) {
        nodes.add(node);
    }

    /** Returns a new name, like the wanted one. */
    String fresh(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "." + i;
        }
        return name;
    }

    /** Adds a node of one output, and returns its output. */
    String apply(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return apply(operator, List.of(output), inputs, attributes).getFirst();
    }

    /** Adds a node, and returns its outputs. */
    List<String> apply(String operator, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
        nodes.add(NodeProto.newBuilder()
                .setName(outputs.getFirst())
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes))
                .build());
        return outputs;
    }

    /** Adds an int8 initializer, and returns its new name; the array becomes the graph's. */
    String bytes(String wanted, byte[] values, long... shape) {
        return add(wanted, TensorProto.DataType.INT8_VALUE, UnsafeByteOperations.unsafeWrap(values), shape);
    }

    /** Adds a float32 initializer, and returns its new name. */
    String floats(String wanted, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return add(wanted, TensorProto.DataType.FLOAT_VALUE, UnsafeByteOperations.unsafeWrap(bytes), shape);
    }

    private String add(String wanted, int type, ByteString values, long... shape) {
        String name = fresh(wanted);
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(type).setRawData(values);
        for (long extent : shape) {
            tensor.addDims(extent);
        }
        initializers.add(tensor.build());
        return name;
    }
}
