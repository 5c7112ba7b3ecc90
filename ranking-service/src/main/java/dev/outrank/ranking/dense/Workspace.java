package dev.outrank.ranking.dense;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.ranking.request.PayloadTooLargeException;
import dev.outrank.ranking.request.ScoreTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The input and output tensors of all nets for one request at a time. For one thread at a time; goes back to its {@link DenseNets}.
 */
public final class Workspace {

    private final Manifest manifest;
    private final NetWiring wiring;
    private final List<PinnedTensor> outputs = new ArrayList<>();
    private final List<PinnedTensor> inputs = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> netInputs = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> netOutputs = new ArrayList<>();

    Workspace(Manifest manifest, NetWiring wiring, OrtEnvironment environment) {
        this.manifest = manifest;
        this.wiring = wiring;
        wiring.outputs().forEach(slot -> outputs.add(new PinnedTensor(environment, slot.width())));
        wiring.inputs()
                .forEach(slot -> inputs.add(
                        slot.sharedOutput() == InputSlot.OWN_MEMORY
                                ? new PinnedTensor(environment, slot.width())
                                : outputs.get(slot.sharedOutput())));
        wiring.nets().forEach(net -> {
            netInputs.add(new HashMap<>());
            netOutputs.add(new HashMap<>());
        });
    }

    /** Gives every tensor its shape for this many candidates, at least 1. */
    void resize(int candidates, long maxBytes) {
        requireFits(candidates, maxBytes);
        for (int i = 0; i < outputs.size(); i++) {
            OutputSlot slot = wiring.outputs().get(i);
            outputs.get(i).resize(rows(slot.scope(), candidates));
            netOutputs.get(slot.net()).put(slot.tensor(), outputs.get(i).tensor());
        }
        for (int i = 0; i < inputs.size(); i++) {
            InputSlot slot = wiring.inputs().get(i);
            inputs.get(i).resize(rows(slot.scope(), candidates));
            netInputs.get(slot.net()).put(slot.tensor(), inputs.get(i).tensor());
        }
    }

    private void requireFits(int candidates, long maxBytes) {
        long bytes = 0;
        for (OutputSlot slot : wiring.outputs()) {
            bytes = Math.addExact(bytes, tensorBytes(slot.scope(), candidates, slot.width()));
        }
        for (InputSlot slot : wiring.inputs()) {
            if (slot.sharedOutput() == InputSlot.OWN_MEMORY) {
                bytes = Math.addExact(bytes, tensorBytes(slot.scope(), candidates, slot.width()));
            }
        }
        if (bytes > maxBytes) {
            throw new PayloadTooLargeException("candidates: " + candidates + " need " + bytes
                    + " bytes for the nets' tensors (expected: at most " + maxBytes + "; send fewer at a time)");
        }
    }

    private static long tensorBytes(Scope scope, int candidates, int width) {
        long bytes = PinnedTensor.bytes(rows(scope, candidates), width);
        if (bytes > Integer.MAX_VALUE) {
            throw new PayloadTooLargeException("candidates: " + candidates + " need a tensor of " + bytes
                    + " bytes (expected: at most " + Integer.MAX_VALUE + "; send fewer at a time)");
        }
        return bytes;
    }

    private static int rows(Scope scope, int candidates) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> candidates;
        };
    }

    /** Writes the numbers of a dense feature, {@code [1 or candidates, width]}, to every input that reads them. */
    public void dense(int denseIndex, float[] values) {
        DenseFeature feature = manifest.features().dense().get(denseIndex);
        FloatBuffer source = FloatBuffer.wrap(values);
        for (Target target : targets(feature.name())) {
            target.copyInto(source, values.length / feature.width(), feature.width());
        }
    }

    /** Returns where the vectors of a source belong; write each before the nets of its phase run. */
    public List<Target> targets(String source) {
        return wiring.destinations(source).stream()
                .map(destination -> {
                    PinnedTensor tensor = inputs.get(destination.input());
                    return new Target(tensor.memory(), destination.column(), tensor.width());
                })
                .toList();
    }

    /** Copies the outputs of a net to the inputs that have other sources beside them. */
    void forwardOutputs(int net) {
        for (int i = 0; i < outputs.size(); i++) {
            OutputSlot slot = wiring.outputs().get(i);
            if (slot.net() == net) {
                PinnedTensor output = outputs.get(i);
                targets(slot.tensor())
                        .forEach(target -> target.copyInto(output.memory(), output.rows(), output.width()));
            }
        }
    }

    Map<String, OnnxTensor> inputsOf(int net) {
        return netInputs.get(net);
    }

    Map<String, OnnxTensor> outputsOf(int net) {
        return netOutputs.get(net);
    }

    /** Returns a copy of an output of the model, {@code [candidates, width]}. */
    public ScoreTensor output(String name) {
        PinnedTensor output = outputs.get(wiring.output(name));
        float[] values = new float[output.rows() * output.width()];
        output.memory().get(0, values);
        return new ScoreTensor(name, output.width(), values);
    }

    /** Returns the bytes of direct memory that this holds on to. */
    long bytes() {
        long bytes = outputs.stream().mapToLong(PinnedTensor::capacityBytes).sum();
        for (int i = 0; i < inputs.size(); i++) {
            if (wiring.inputs().get(i).sharedOutput() == InputSlot.OWN_MEMORY) {
                bytes += inputs.get(i).capacityBytes();
            }
        }
        return bytes;
    }

    /** Lets ONNX Runtime's views go. */
    void close() {
        outputs.forEach(PinnedTensor::close);
        inputs.forEach(PinnedTensor::close);
    }
}
