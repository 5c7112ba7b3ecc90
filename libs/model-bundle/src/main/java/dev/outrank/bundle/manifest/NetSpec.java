package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import java.util.List;

/**
 * A dense net: an ONNX graph with named float32 inputs and outputs.
 *
 * @param name the net's name
 * @param scope how often it is evaluated
 * @param file the ONNX file, relative to the bundle
 * @param inputs every input of the graph, each fed by features or outputs of other nets
 * @param outputs the outputs that are used
 */
public record NetSpec(String name, Scope scope, String file, List<NetInput> inputs, List<NetOutput> outputs) {

    public NetSpec {
        Names.requireName("nets.name", name);
        String field = "nets['" + name + "']";
        RelativePaths.require(field + ".file", file);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (inputs.isEmpty()) {
            throw new BundleException(field + ".inputs: [] (expected: at least one)");
        }
        if (outputs.isEmpty()) {
            throw new BundleException(field + ".outputs: [] (expected: at least one)");
        }
        Names.requireUnique(field + ".inputs", inputs, NetInput::tensor);
    }
}
