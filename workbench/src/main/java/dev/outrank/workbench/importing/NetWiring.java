package dev.outrank.workbench.importing;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.workbench.importing.ImportDescription.DenseEntry;
import dev.outrank.workbench.importing.ImportDescription.NetEntry;
import dev.outrank.workbench.importing.ImportDescription.SparseEntry;
import dev.outrank.workbench.onnx.OnnxNet;
import dev.outrank.workbench.onnx.OnnxTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out what feeds each input of the nets. */
final class NetWiring {

    private final ImportDescription description;
    private final Map<NetEntry, OnnxNet> nets = new LinkedHashMap<>();
    /** Every name that an input may refer to. */
    private final Map<String, Scope> scopes = new LinkedHashMap<>();

    private NetWiring(ImportDescription description) {
        this.description = description;
    }

    static NetWiring read(ImportDescription description, Path directory) {
        NetWiring wiring = new NetWiring(description);
        for (DenseEntry feature : description.features().denseEntries()) {
            wiring.name(feature.name(), feature.scope());
        }
        for (SparseEntry feature : description.features().sparseEntries()) {
            wiring.name(feature.name(), feature.scope());
        }
        for (NetEntry entry : description.nets()) {
            OnnxNet net = OnnxNet.read(directory.resolve(entry.fileName()));
            wiring.nets.put(entry, net);
            net.outputs().forEach(output -> wiring.name(output.name(), entry.scope()));
        }
        wiring.nets.forEach(wiring::checkInputs);
        return wiring;
    }

    private void name(String name, Scope scope) {
        if (scopes.putIfAbsent(name, scope) != null) {
            throw new CallerException(
                    "'" + name + "' names two features or net outputs (expected: distinct names over all of them)");
        }
    }

    Map<NetEntry, OnnxNet> nets() {
        return nets;
    }

    private void checkInputs(NetEntry entry, OnnxNet net) {
        Set<String> tensors = new HashSet<>();
        for (OnnxTensor input : net.inputs()) {
            tensors.add(input.name());
            for (String source : entry.sources(input.name())) {
                Scope scope = scopes.get(source);
                if (scope == null) {
                    throw new CallerException(net.file() + ": input '" + input.name() + "': nobody feeds '" + source
                            + "' (expected: a feature or net output of this name, or nets['" + entry.name()
                            + "'].inputs['" + input.name() + "'] in the description; known are " + scopes.keySet()
                            + ")");
                }
                checkBatch(net, input, scope);
            }
        }
        Map<String, List<String>> written = entry.inputs();
        if (written != null && !tensors.containsAll(written.keySet())) {
            throw new CallerException("nets['" + entry.name() + "'].inputs: " + written.keySet()
                    + " (expected: inputs of " + net.file() + ", which are " + tensors + ")");
        }
    }

    private static void checkBatch(OnnxNet net, OnnxTensor input, Scope scope) {
        Long batch = input.batch();
        boolean fits =
                switch (scope) {
                    case REQUEST -> batch == null || batch == 1;
                    case CANDIDATE -> batch == null;
                };
        if (!fits) {
            throw new CallerException(net.file() + ": input '" + input.name() + "': batch " + batch + " (expected: "
                    + (scope == Scope.REQUEST ? "1 or a dynamic axis" : "a dynamic axis, since candidates vary") + ")");
        }
    }

    /** Returns the model's outputs: those described, else those of candidate nets that no net reads. */
    List<String> outputs() {
        List<String> candidates = nets.entrySet().stream()
                .filter(net -> net.getKey().scope() == Scope.CANDIDATE)
                .flatMap(net -> net.getValue().outputs().stream())
                .map(OnnxTensor::name)
                .toList();
        List<String> described = description.outputs();
        if (described != null) {
            if (!candidates.containsAll(described)) {
                throw new CallerException("outputs: " + described + " (expected: outputs of candidate nets, which are "
                        + candidates + ")");
            }
            return described;
        }
        Set<String> read = readNames();
        return candidates.stream().filter(name -> !read.contains(name)).toList();
    }

    private Set<String> readNames() {
        Set<String> read = new HashSet<>();
        nets.forEach((entry, net) -> net.inputs().forEach(input -> read.addAll(entry.sources(input.name()))));
        return read;
    }

    /** Returns the nets of the manifest, with the outputs that are used. */
    List<NetSpec> specs() {
        Set<String> used = readNames();
        used.addAll(outputs());
        List<NetSpec> specs = new ArrayList<>();
        nets.forEach((entry, net) -> specs.add(new NetSpec(
                entry.name(),
                entry.scope(),
                "dense/" + entry.name() + ".onnx",
                net.inputs().stream()
                        .map(input -> new NetInput(input.name(), entry.sources(input.name())))
                        .toList(),
                net.outputs().stream()
                        .filter(output -> used.contains(output.name()))
                        .map(output -> new NetOutput(output.name(), outputWidth(net, output)))
                        .toList())));
        return specs;
    }

    private static int outputWidth(OnnxNet net, OnnxTensor output) {
        Integer width = output.width();
        if (width == null) {
            throw new CallerException(
                    net.file() + ": output '" + output.name() + "': dynamic width (expected: a fixed second axis)");
        }
        return width;
    }
}
