package dev.outrank.ranking.dense;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which source goes where: computed once a version from the manifest. Immutable. */
final class NetWiring {

    private final List<NetSpec> nets;
    private final List<InputSlot> inputs = new ArrayList<>();
    private final List<OutputSlot> outputs = new ArrayList<>();
    private final Map<String, Integer> outputIndex = new HashMap<>();
    private final Map<String, List<Destination>> destinations = new HashMap<>();
    private final Set<String> afterEmbeddings = new HashSet<>();
    private final boolean[] top;

    NetWiring(Manifest manifest) {
        this.nets = manifest.netsInOrder();
        this.top = new boolean[nets.size()];
        Map<String, Source> sources = manifest.sources();
        for (int net = 0; net < nets.size(); net++) {
            addInputs(net, sources);
            addOutputs(net);
        }
    }

    private void addInputs(int net, Map<String, Source> sources) {
        for (NetInput input : nets.get(net).inputs()) {
            int shared = InputSlot.OWN_MEMORY;
            int column = 0;
            for (String name : input.sources()) {
                Source source = source(sources, name);
                if (source instanceof Source.Computed && input.sources().size() == 1) {
                    shared = outputIndex.getOrDefault(name, InputSlot.OWN_MEMORY);
                } else {
                    destinations
                            .computeIfAbsent(name, key -> new ArrayList<>())
                            .add(new Destination(inputs.size(), column));
                }
                top[net] |= source instanceof Source.Pooled || afterEmbeddings.contains(name);
                column += source.width();
            }
            Source first = source(sources, input.sources().getFirst());
            inputs.add(new InputSlot(net, input.tensor(), column, first.scope(), shared));
        }
    }

    private void addOutputs(int net) {
        NetSpec spec = nets.get(net);
        for (NetOutput output : spec.outputs()) {
            outputIndex.put(output.name(), outputs.size());
            outputs.add(new OutputSlot(net, output.name(), output.width(), spec.scope()));
            if (top[net]) {
                afterEmbeddings.add(output.name());
            }
        }
    }

    private static Source source(Map<String, Source> sources, String name) {
        Source source = sources.get(name);
        if (source == null) {
            throw new IllegalStateException(name + ": no such source (expected: a consistent manifest)");
        }
        return source;
    }

    /** Returns the nets in order of execution. */
    List<NetSpec> nets() {
        return nets;
    }

    /** Returns whether a net needs embeddings, directly or through other nets. */
    boolean isTop(int net) {
        return top[net];
    }

    /** Returns the rows of an input tensor. */
    Extent extent(InputSlot slot) {
        return Extent.of(slot.scope(), top[slot.net()]);
    }

    /** Returns the rows of an output tensor. */
    Extent extent(OutputSlot slot) {
        return Extent.of(slot.scope(), top[slot.net()]);
    }

    /** Returns all inputs of all nets, net by net. */
    List<InputSlot> inputs() {
        return inputs;
    }

    /** Returns all used outputs of all nets, net by net. */
    List<OutputSlot> outputs() {
        return outputs;
    }

    /** Returns the index of an output by its name. */
    int output(String name) {
        return outputIndex.getOrDefault(name, -1);
    }

    /** Returns where a source must be written; empty where all readers share its memory. */
    List<Destination> destinations(String source) {
        return destinations.getOrDefault(source, List.of());
    }
}
