package dev.outrank.workbench.generate;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.outrank.workbench.onnx.GraphBuilder;
import dev.outrank.workbench.workload.WorkloadNet;
import java.util.List;

/** The bottom MLP of a net: {@code [batch, denseInputs] → [batch, last]}, with a ReLU after each layer. */
final class BottomGraph {

    private BottomGraph() {}

    static ModelProto build(WorkloadNet net, LayerWeights weights) {
        String name = GeneratedNames.bottom(net);
        GraphBuilder graph = new GraphBuilder(name);
        String x = graph.input(GeneratedNames.denseFeature(net), net.denseInputs());
        List<Integer> widths = net.bottomMlp();
        int inputs = net.denseInputs();
        for (int layer = 0; layer < widths.size(); layer++) {
            boolean last = layer == widths.size() - 1;
            String linear = name + ".layer" + layer;
            float[] matrix = weights.matrix(linear, widths.get(layer), inputs, 2.0 / inputs);
            String sum = graph.linear(linear, x, matrix, weights.bias(linear, widths.get(layer)), inputs);
            x = graph.apply("Relu", last ? name : linear + ".relu", sum);
            inputs = widths.get(layer);
        }
        graph.output(x, inputs);
        return graph.build();
    }
}
