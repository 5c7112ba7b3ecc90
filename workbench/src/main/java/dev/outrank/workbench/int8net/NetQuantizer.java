package dev.outrank.workbench.int8net;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Scope;
import java.nio.file.Path;
import java.util.Set;

/**
 * Turns the products of a net with constant weights into int8 ones. Inputs and outputs stay what they are. Layers that are
 * too small to gain stay float32, and so do products of two computed tensors and the nodes inside of control flow.
 */
public final class NetQuantizer {

    /** The first opset with {@code DynamicQuantizeLinear}. */
    private static final long LEAST_OPSET = 11;

    private static final Set<String> QUANTIZED = Set.of(
            "QuantizeLinear",
            "DequantizeLinear",
            "DynamicQuantizeLinear",
            "MatMulInteger",
            "ConvInteger",
            "QLinearMatMul",
            "QLinearConv",
            "QGemm",
            "DynamicQuantizeMatMul",
            "MatMulIntegerToFloat",
            "MatMulNBits");

    private final Path file;
    private final ModelProto model;
    private final Scope scope;

    private NetQuantizer(Path file, ModelProto model, Scope scope) {
        this.file = file;
        this.model = model;
        this.scope = scope;
    }

    /**
     * Returns the net with int8 layers; equal nets give equal bytes.
     *
     * @param file names the net in messages
     * @param scope how many rows it is evaluated for: one, or many
     * @throws CallerException if the net has quantised operators already, is of an opset before 11, keeps weights in another file, or has one that is
     *     not finite
     */
    public static QuantizedNet quantize(Path file, ModelProto model, Scope scope, WeightRange range) {
        return new NetQuantizer(file, model, scope).quantize(range);
    }

    private QuantizedNet quantize(WeightRange range) {
        GraphProto graph = model.getGraph();
        graph.getNodeList().forEach(this::requireFloat);
        GraphConstants constants = new GraphConstants(file, graph);
        QuantizedGraph quantized = new QuantizedGraph(graph);
        LayerWriter writer = new LayerWriter(file.toString(), quantized, constants, range);
        int products = 0;
        int int8 = 0;
        for (NodeProto node : graph.getNodeList()) {
            DenseLayer layer = DenseLayer.of(node, constants);
            products += DenseLayer.isProduct(node) ? 1 : 0;
            if (layer != null && layer.isWorthIt(scope)) {
                writer.write(layer);
                int8++;
            } else {
                quantized.keep(node);
            }
        }
        return int8 == 0 ? new QuantizedNet(model, products, 0) : new QuantizedNet(with(quantized), products, int8);
    }

    private void requireFloat(NodeProto node) {
        if (QUANTIZED.contains(node.getOpType())) {
            throw new CallerException(file + ": node '" + node.getName() + "' is a " + node.getOpType()
                    + " (expected: a float32 net, which nobody has quantised yet)");
        }
    }

    private ModelProto with(QuantizedGraph quantized) {
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            if (opset.getDomain().isEmpty() && opset.getVersion() < LEAST_OPSET) {
                throw new CallerException(file + ": opset " + opset.getVersion() + " (expected: at least " + LEAST_OPSET
                        + ", which has int8 products; export the net anew)");
            }
        }
        GraphProto graph = model.getGraph().toBuilder()
                .clearNode()
                .addAllNode(quantized.nodes())
                .addAllInitializer(quantized.initializers())
                .build();
        return model.toBuilder().setGraph(UnusedConstants.removedFrom(graph)).build();
    }
}
