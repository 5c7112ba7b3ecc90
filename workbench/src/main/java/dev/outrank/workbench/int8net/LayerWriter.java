package dev.outrank.workbench.int8net;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes layers of one graph as integer products. Layers that share an input or weights share what is made of them. */
final class LayerWriter {

    /** What is written of weights. */
    private record Stored(String values, String zeroPoint, Int8Weights weights) {}

    private final QuantizedGraph graph;
    private final GraphConstants constants;
    private final WeightRange range;
    private final String file;
    private final Map<String, List<String>> inputs = new HashMap<>();
    private final Map<String, Stored> stored = new HashMap<>();

    /**
     * Prepares the writing.
     *
     * @param file names the graph in messages
     */
    LayerWriter(String file, QuantizedGraph graph, GraphConstants constants, WeightRange range) {
        this.file = file;
        this.graph = graph;
        this.constants = constants;
        this.range = range;
    }

    /** Adds a layer's nodes, the last of which writes the layer's output. */
    void write(DenseLayer layer) {
        String output = layer.node().getOutput(0);
        int outputs = layer.weights().columns();
        List<String> input = input(layer);
        Stored weights = stored.computeIfAbsent(layer.weightsKey(), key -> store(layer));
        String sums = graph.apply(
                "MatMulInteger",
                graph.fresh(output + ".sums"),
                List.of(input.get(0), weights.values(), input.get(2), weights.zeroPoint()));
        String floats = graph.apply("Cast", graph.fresh(output + ".floats"), List.of(sums), toFloat());
        String scale = graph.floats(output + ".scale", scaled(weights.weights().scales(), layer.alpha()), outputs);
        String scales = graph.apply("Mul", graph.fresh(output + ".scales"), List.of(input.get(1), scale));
        String addend = addend(layer);
        String product = addend == null ? output : graph.fresh(output + ".product");
        graph.apply("Mul", product, List.of(floats, scales));
        if (addend != null) {
            graph.apply("Add", output, List.of(product, addend));
        }
    }

    /** Returns the quantised input, its scale and its zero point. */
    private List<String> input(DenseLayer layer) {
        String name = layer.node().getInput(0);
        return inputs.computeIfAbsent(layer.transposesInput() ? name + ".T" : name, key -> {
            String x = layer.transposesInput()
                    ? graph.apply("Transpose", graph.fresh(name + ".transposed"), List.of(name))
                    : name;
            List<String> quantized = List.of(
                    graph.fresh(name + ".uint8"),
                    graph.fresh(name + ".uint8.scale"),
                    graph.fresh(name + ".uint8.zero"));
            return graph.apply("DynamicQuantizeLinear", quantized, List.of(x));
        });
    }

    private Stored store(DenseLayer layer) {
        String name = layer.node().getInput(1);
        FloatMatrix matrix = layer.weights();
        Int8Weights weights = Int8Weights.of(file + ": weights '" + name + "'", matrix, range);
        return new Stored(
                graph.bytes(name + ".int8", weights.values(), matrix.rows(), matrix.columns()),
                graph.bytes(name + ".int8.zero", new byte[1]),
                weights);
    }

    /** Returns what is added to the product, or null; of constants that are one row it is {@code [outputs]}, which ONNX Runtime fuses. */
    private @Nullable String addend(DenseLayer layer) {
        String addend = layer.addend();
        if (addend == null) {
            return null;
        }
        int outputs = layer.weights().columns();
        FloatMatrix constant = constants.find(addend);
        if (constant != null && isRow(constant, outputs)) {
            float[] bias = new float[outputs];
            for (int column = 0; column < outputs; column++) {
                bias[column] = layer.beta() * constant.at(constant.size() == 1 ? 0 : column);
            }
            return graph.floats(layer.node().getOutput(0) + ".bias", bias, outputs);
        }
        if (layer.beta() == 1) {
            return addend;
        }
        String beta = graph.floats(layer.node().getOutput(0) + ".beta", new float[] {layer.beta()});
        return graph.apply("Mul", graph.fresh(addend + ".scaled"), List.of(addend, beta));
    }

    private static boolean isRow(FloatMatrix constant, int outputs) {
        return constant.size() == 1
                || (constant.size() == outputs && constant.shape().getLast() == outputs);
    }

    private static float[] scaled(float[] scales, float factor) {
        float[] scaled = scales.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    private static AttributeProto toFloat() {
        return AttributeProto.newBuilder()
                .setName("to")
                .setType(AttributeProto.AttributeType.INT)
                .setI(TensorProto.DataType.FLOAT_VALUE)
                .build();
    }
}
