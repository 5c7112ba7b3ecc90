package dev.outrank.workbench.int8net;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The float32 tensors of a graph that are always the same: initializers, constants, and both transposed. */
final class GraphConstants {

    private final Map<String, TensorProto> tensors = new HashMap<>();
    private final Map<String, NodeProto> transposes = new HashMap<>();
    private final Map<String, FloatMatrix> read = new HashMap<>();

    /**
     * Finds the constants of a graph.
     *
     * @throws CallerException if an initializer is in another file
     */
    GraphConstants(Path file, GraphProto graph) {
        for (TensorProto tensor : graph.getInitializerList()) {
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                throw new CallerException(file + ": initializer '" + tensor.getName()
                        + "' is in another file (expected: a self-contained model, saved without external data)");
            }
            tensors.put(tensor.getName(), tensor);
        }
        for (NodeProto node : graph.getNodeList()) {
            switch (node.getOpType()) {
                case "Constant" ->
                    node.getAttributeList().stream()
                            .filter(AttributeProto::hasT)
                            .forEach(value -> tensors.put(node.getOutput(0), value.getT()));
                case "Transpose" -> transposes.put(node.getOutput(0), node);
                default -> {}
            }
        }
    }

    /** Returns a constant float32 tensor, or null where the name is another one's. */
    @Nullable
    FloatMatrix find(String name) {
        FloatMatrix known = read.get(name);
        if (known == null) {
            known = resolve(name);
            if (known != null) {
                read.put(name, known);
            }
        }
        return known;
    }

    private @Nullable FloatMatrix resolve(String name) {
        TensorProto tensor = tensors.get(name);
        if (tensor != null) {
            return FloatMatrix.of(tensor);
        }
        NodeProto transpose = transposes.get(name);
        TensorProto turned = transpose == null ? null : tensors.get(transpose.getInput(0));
        FloatMatrix matrix = turned == null ? null : FloatMatrix.of(turned);
        return transpose != null && matrix != null && matrix.hasTwoAxes() && exchanges(transpose)
                ? matrix.transposed()
                : null;
    }

    private static boolean exchanges(NodeProto transpose) {
        return transpose.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("perm"))
                .allMatch(perm -> perm.getIntsList().equals(List.of(1L, 0L)));
    }
}
