package dev.outrank.workbench.generate;

import dev.outrank.workbench.onnx.GraphBuilder;
import dev.outrank.workbench.workload.Interaction;

/** The low-rank cross layers of DCN-v2: {@code x' = x0 ⊙ (W (V x) + b) + x}, with {@code V [rank, width]} and {@code W [width, rank]}. */
final class CrossLayers {

    /** Mean square of {@code W V x}: below 1, so that the product neither vanishes nor runs away over the layers. */
    private static final double GATE_MEAN_SQUARE = 0.25;

    private final GraphBuilder graph;
    private final LayerWeights weights;
    private final String prefix;
    private final int width;

    CrossLayers(GraphBuilder graph, LayerWeights weights, String net, int width) {
        this.graph = graph;
        this.weights = weights;
        this.prefix = net + ".cross";
        this.width = width;
    }

    /** Returns by how much the layers raise {@code Σ E[xᵢ²]}. */
    static double energyGain(Interaction interaction) {
        return 1 + GATE_MEAN_SQUARE * interaction.layers();
    }

    String apply(String x0, Interaction interaction, double energy) {
        int rank = interaction.rank();
        String x = x0;
        for (int layer = 0; layer < interaction.layers(); layer++) {
            String name = prefix + layer;
            double energyHere = energy * (1 + GATE_MEAN_SQUARE * layer);
            float[] v = weights.matrix(name + ".v", rank, width, 1 / energyHere);
            float[] w = weights.matrix(name + ".w", width, rank, GATE_MEAN_SQUARE / rank);
            String low = graph.project(name + ".v", x, v, rank, width);
            String gate = graph.linear(name + ".w", low, w, weights.bias(name + ".w", width), rank);
            String product = graph.apply("Mul", name + ".product", x0, gate);
            x = graph.apply("Add", name, product, x);
        }
        return x;
    }
}
