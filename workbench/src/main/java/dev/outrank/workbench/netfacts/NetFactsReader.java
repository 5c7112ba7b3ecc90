package dev.outrank.workbench.netfacts;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Source;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.workbench.onnx.OnnxNet;
import dev.outrank.workbench.workload.Workload;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads what nets cost. */
public final class NetFactsReader {

    private NetFactsReader() {}

    /**
     * Counts the graphs of a bundle, in the order in which its nets are evaluated.
     *
     * @throws dev.outrank.bundle.failure.CallerException if a file is no ONNX graph that runs with the inputs of the manifest
     */
    public static List<NetFacts> of(Bundle bundle) {
        Manifest manifest = bundle.manifest();
        return manifest.netsInOrder().stream()
                .map(net -> {
                    Path file = bundle.file(net.file());
                    return count(file, net, inputs(net, manifest.sources()));
                })
                .toList();
    }

    /** Returns the facts of the nets that a bundle generated from this workload would have, at any scale. */
    public static List<NetFacts> of(Workload workload) {
        return new WorkloadCount(workload).nets();
    }

    private static Map<String, GraphInput> inputs(NetSpec net, Map<String, Source> sources) {
        Map<String, GraphInput> inputs = new HashMap<>();
        for (NetInput input : net.inputs()) {
            List<Source> parts = input.sources().stream()
                    .map(sources::get)
                    .map(Objects::requireNonNull)
                    .toList();
            int width = parts.stream().mapToInt(Source::width).sum();
            inputs.put(input.tensor(), new GraphInput(width, parts.getFirst().scope()));
        }
        return inputs;
    }

    private static NetFacts count(Path file, NetSpec net, Map<String, GraphInput> inputs) {
        GraphCount count = new GraphCount(file, OnnxNet.parse(file));
        Work one = count.work(inputs, 1);
        Work item =
                switch (net.scope()) {
                    case REQUEST -> one;
                    case CANDIDATE -> count.work(inputs, 2).minus(one);
                };
        return new NetFacts(net.name(), net.scope(), count.parameterBytes(), item.multiplyAdds(), item.activations());
    }
}
