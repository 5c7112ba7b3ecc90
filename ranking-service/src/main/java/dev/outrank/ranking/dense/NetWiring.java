package dev.outrank.ranking.dense;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.Source;
import java.util.ArrayList;
import java.util.BitSet;
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
    private final BitSet repeated;
    private final boolean joint;

    /** Wires nets of request scope for one evaluation a request. */
    NetWiring(Manifest manifest) {
        this(manifest, new BitSet());
    }

    /** Wires the nets of request scope at these positions for an evaluation for each candidate, many at a time. */
    NetWiring(Manifest manifest, BitSet repeated) {
        this(manifest, repeated, false);
    }

    /** Wires the nets that {@link #runsJointly} for candidates of several requests: each has its own row of what belongs to its request. */
    static NetWiring joint(Manifest manifest) {
        return new NetWiring(manifest, new BitSet(), true);
    }

    private NetWiring(Manifest manifest, BitSet repeated, boolean joint) {
        this.joint = joint;
        this.nets = manifest.netsInOrder();
        this.top = new boolean[nets.size()];
        this.repeated = repeated;
        Map<String, Source> sources = manifest.sources();
        for (int net = 0; net < nets.size(); net++) {
            findTop(net, sources);
            addInputs(net, sources);
            addOutputs(net);
        }
    }

    private void addInputs(int net, Map<String, Source> sources) {
        for (NetInput input : nets.get(net).inputs()) {
            Source first = source(sources, input.sources().getFirst());
            int shared = input.sources().size() == 1 && first instanceof Source.Computed
                    ? shared(input.sources().getFirst(), extent(net, first.scope()))
                    : InputSlot.OWN_MEMORY;
            int column = 0;
            for (String name : input.sources()) {
                if (shared == InputSlot.OWN_MEMORY) {
                    destinations
                            .computeIfAbsent(name, key -> new ArrayList<>())
                            .add(new Destination(inputs.size(), column));
                }
                column += source(sources, name).width();
            }
            inputs.add(new InputSlot(net, input.tensor(), column, first.scope(), shared));
        }
    }

    /** Returns the output whose memory an input can share, since its rows are there in place. */
    private int shared(String source, Extent extent) {
        int output = output(source);
        if (output < 0) {
            return InputSlot.OWN_MEMORY;
        }
        Extent written = extent(outputs.get(output));
        boolean inPlace = written == extent || (written == Extent.WHOLE && extent == Extent.SLICE);
        return inPlace ? output : InputSlot.OWN_MEMORY;
    }

    private void findTop(int net, Map<String, Source> sources) {
        for (NetInput input : nets.get(net).inputs()) {
            for (String name : input.sources()) {
                top[net] |= source(sources, name) instanceof Source.Pooled || afterEmbeddings.contains(name);
            }
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
        return extent(slot.net(), slot.scope());
    }

    /** Returns the rows of an output tensor. */
    Extent extent(OutputSlot slot) {
        return extent(slot.net(), slot.scope());
    }

    private Extent extent(int net, Scope scope) {
        boolean eachRow = repeated.get(net) || (joint && runsJointly(net));
        return Extent.of(eachRow ? Scope.CANDIDATE : scope, top[net]);
    }

    /** Returns whether a net is one of those that can be evaluated for candidates of several requests: of candidate scope, with embeddings. */
    boolean runsJointly(int net) {
        return top[net] && nets.get(net).scope() == Scope.CANDIDATE;
    }

    /** Returns whether an input is nothing but the output of a net that {@link #runsJointly}. */
    boolean isComputedJointly(InputSlot slot) {
        return slot.sharedOutput() != InputSlot.OWN_MEMORY
                && runsJointly(outputs.get(slot.sharedOutput()).net());
    }

    /** Returns whether a net of request scope is evaluated for each candidate, many at a time. */
    boolean isRepeated(int net) {
        return repeated.get(net);
    }

    /** Returns all inputs of all nets, net by net. */
    List<InputSlot> inputs() {
        return inputs;
    }

    /** Returns all used outputs of all nets, net by net. */
    List<OutputSlot> outputs() {
        return outputs;
    }

    /** Returns the inputs of one net. */
    List<InputSlot> inputsOf(int net) {
        return inputs.stream().filter(slot -> slot.net() == net).toList();
    }

    /** Returns the used outputs of one net. */
    List<OutputSlot> outputsOf(int net) {
        return outputs.stream().filter(slot -> slot.net() == net).toList();
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
