package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;

/**
 * One output tensor of a net, {@code [batch, width]} float32; its name is the tensor's name in the ONNX graph.
 *
 * @param name the name by which other nets and {@link Manifest#outputs()} refer to it
 * @param width numbers an evaluation, at least 1
 */
public record NetOutput(String name, int width) {

    public NetOutput {
        Names.requireName("nets.outputs.name", name);
        if (width < 1) {
            throw new BundleException("nets.outputs['" + name + "'].width: " + width + " (expected: at least 1)");
        }
    }
}
