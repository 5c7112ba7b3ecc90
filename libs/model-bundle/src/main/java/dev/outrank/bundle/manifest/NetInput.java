package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import java.util.List;

/**
 * One input tensor of a net: its sources side by side, in order.
 *
 * <p>A source is a dense feature (its numbers), a sparse feature (its pooled vector) or the output of another net. With sources
 * of widths 32, 16 and 64 the tensor is {@code [batch, 112]}. All sources of one tensor have the same scope; a tensor of request scope
 * is {@code [1, width]} also where the net's scope is candidate, and the graph broadcasts it.
 *
 * @param tensor the name of the input in the ONNX graph
 * @param sources at least one name
 */
public record NetInput(String tensor, List<String> sources) {

    public NetInput {
        sources = List.copyOf(sources);
        if (tensor.isEmpty()) {
            throw new BundleException("nets.inputs.tensor: '' (expected: the name of an input of the ONNX graph)");
        }
        if (sources.isEmpty()) {
            throw new BundleException(
                    "nets.inputs['" + tensor + "'].sources: [] (expected: at least one feature or net output)");
        }
    }
}
