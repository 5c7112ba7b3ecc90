package dev.outrank.workbench.generate;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.workbench.onnx.GraphBuilder;
import dev.outrank.workbench.workload.Interaction;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interaction and top MLP of a net. ReLU between layers; a net of candidate scope ends in a sigmoid, one of request scope in a linear layer.
 *
 * <p>Results of request scope come as {@code [1, width]} and reach the first top layer through a weight matrix of their own, which is the
 * same as a concatenation and multiplies once a request instead of once a candidate:
 *
 * <pre>
 *   W [x ; u] = Wx x + Wu u
 * </pre>
 */
final class TopGraph {

    /** Mean square of the weights' last layer times its fan-in: spreads scores over (0, 1) without saturating them. */
    private static final double SCORE_GAIN = 4;

    private static final double BOTTOM_MEAN_SQUARE = 1;

    private final WorkloadNet net;
    private final LayerWeights weights;
    private final GraphBuilder graph;
    private final int width;
    /** Σ E[xᵢ²] of the interaction's result; a pooled sum of n rows uniform in ±1/√dim has the mean square n / (3 dim). */
    private double energy;

    private TopGraph(WorkloadNet net, LayerWeights weights) {
        this.net = net;
        this.weights = weights;
        graph = new GraphBuilder(net.name());
        width = net.bottomWidth() + net.embeddingWidth();
        energy = net.bottomWidth() * BOTTOM_MEAN_SQUARE
                + net.tables().stream().mapToDouble(WorkloadTable::meanPooling).sum() / 3;
    }

    static ModelProto build(
            WorkloadNet net, @Nullable Interaction interaction, List<WorkloadNet> requestNets, LayerWeights weights) {
        TopGraph top = new TopGraph(net, weights);
        String x = top.concatenated();
        if (interaction != null) {
            x = new CrossLayers(top.graph, weights, net.name(), top.width).apply(x, interaction, top.energy);
            top.energy *= CrossLayers.energyGain(interaction);
        }
        top.addMlp(x, requestNets);
        return top.graph.build();
    }

    private String concatenated() {
        String bottom = graph.input(GeneratedNames.BOTTOM_INPUT, net.bottomWidth());
        String embeddings = graph.input(GeneratedNames.EMBEDDINGS_INPUT, net.embeddingWidth());
        return graph.concat(net.name() + ".concat", List.of(bottom, embeddings));
    }

    private void addMlp(String concatenated, List<WorkloadNet> requestNets) {
        boolean candidate = net.scope() == Scope.CANDIDATE;
        double total =
                energy + requestNets.stream().mapToInt(WorkloadNet::topWidth).sum();
        List<Integer> widths = net.topMlp();
        String x = concatenated;
        int inputs = width;
        for (int layer = 0; layer < widths.size(); layer++) {
            boolean last = layer == widths.size() - 1;
            double gain = last ? (candidate ? SCORE_GAIN : 1) : 2;
            double variance = gain / (layer == 0 ? total : inputs);
            String name = layerName(layer, last && !candidate);
            List<WorkloadNet> broadcast = layer == 0 ? requestNets : List.of();
            String sum = linear(name, broadcast.isEmpty(), x, widths.get(layer), inputs, variance);
            sum = addBroadcast(name, sum, broadcast, widths.get(layer), variance);
            x = last ? sum : graph.apply("Relu", name + ".relu", sum);
            inputs = widths.get(layer);
        }
        graph.output(candidate ? graph.apply("Sigmoid", GeneratedNames.SCORE, x) : x, inputs);
    }

    private String layerName(int layer, boolean isOutput) {
        return isOutput ? GeneratedNames.vector(net) : net.name() + ".top" + layer;
    }

    private String linear(String name, boolean alone, String x, int outputs, int inputs, double variance) {
        String own = alone ? name : name + ".own";
        return graph.linear(own, x, weights.matrix(own, outputs, inputs, variance), weights.bias(own, outputs), inputs);
    }

    private String addBroadcast(String name, String sum, List<WorkloadNet> requestNets, int outputs, double variance) {
        String x = sum;
        for (int i = 0; i < requestNets.size(); i++) {
            String vector = GeneratedNames.vector(requestNets.get(i));
            int inputs = requestNets.get(i).topWidth();
            String projection = name + "." + vector;
            String input = graph.singleInput(vector, inputs);
            float[] matrix = weights.matrix(projection, outputs, inputs, variance);
            String projected = graph.project(projection, input, matrix, outputs, inputs);
            x = graph.apply("Add", i == requestNets.size() - 1 ? name : projection + ".sum", x, projected);
        }
        return x;
    }
}
