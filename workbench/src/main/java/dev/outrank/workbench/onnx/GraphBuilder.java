package dev.outrank.workbench.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Builds one float32 graph. Tensors are referred to by their names, which the methods return. Not thread-safe.
 *
 * <p>The graph {@code score = sigmoid(x · Wᵀ + b)}:
 *
 * <pre>
 *   GraphBuilder graph = new GraphBuilder("ranker");
 *   String x = graph.input("x", 64);
 *   String logit = graph.linear("top0", x, weights, bias, 64);
 *   graph.output(graph.apply("Sigmoid", "score", logit), 1);
 * </pre>
 */
public final class GraphBuilder {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final String BATCH = "batch";
    private static final String ROWS = "rows";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    /** Begins a graph. */
    public GraphBuilder(String name) {
        graph.setName(name);
    }

    /** Adds an input {@code [batch, width]}. */
    public String input(String name, int width) {
        graph.addInput(value(name, TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH), width));
        return name;
    }

    /**
     * Adds an input {@code [rows, width]}, a result of request scope: one row that is broadcast, or a row for each of the batch, where candidates of
     * several requests run together. Its rows have a symbol of their own, since ONNX Runtime takes tensors of equal symbols to be of equal size.
     */
    public String singleInput(String name, int width) {
        graph.addInput(value(name, TensorShapeProto.Dimension.newBuilder().setDimParam(ROWS), width));
        return name;
    }

    /** Declares a computed tensor as output {@code [batch, width]}. */
    public void output(String tensor, int width) {
        graph.addOutput(value(tensor, TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH), width));
    }

    /** Adds {@code x · Wᵀ + b}: {@code weights} is {@code [bias.length, inputWidth]} row-major. */
    public String linear(String name, String x, float[] weights, float[] bias, int inputWidth) {
        String w = constant(name + ".weight", weights, bias.length, inputWidth);
        String b = constant(name + ".bias", bias, bias.length);
        return gemm(name, List.of(x, w, b));
    }

    /** Adds {@code x · Wᵀ}: {@code weights} is {@code [outputWidth, inputWidth]} row-major. */
    public String project(String name, String x, float[] weights, int outputWidth, int inputWidth) {
        return gemm(name, List.of(x, constant(name + ".weight", weights, outputWidth, inputWidth)));
    }

    /** Adds a node of one output and no attributes, and returns its output. */
    public String apply(String operator, String output, String... inputs) {
        graph.addNode(node(operator, output, List.of(inputs)));
        return output;
    }

    /** Adds a concatenation along the last of two axes. */
    public String concat(String output, List<String> inputs) {
        graph.addNode(node("Concat", output, inputs).addAttribute(integer("axis", 1)));
        return output;
    }

    /** Returns the model, with the opset it needs. */
    public ModelProto build() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setProducerName("outrank")
                .setGraph(graph)
                .build();
    }

    private String gemm(String name, List<String> inputs) {
        graph.addNode(node("Gemm", name, inputs).addAttribute(integer("transB", 1)));
        return name;
    }

    private String constant(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes));
        for (long extent : shape) {
            tensor.addDims(extent);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private static NodeProto.Builder node(String operator, String output, List<String> inputs) {
        return NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output);
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static ValueInfoProto value(String name, TensorShapeProto.Dimension.Builder rows, int width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(rows)
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
