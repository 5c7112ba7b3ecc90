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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    private final float[] @Nullable [] dense;
    private final float[][] collected;
    private Targets targets;
    private int candidates;
    private int sliceFrom;
    private int sliceRows;

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
        this.dense = new float[manifest.features().dense().size()] @Nullable [];
        this.collected = new float[manifest.outputs().size()][];
        this.targets = new Targets(manifest, wiring, inputs);
    }

    /** Gives every tensor its shape for this many candidates, at least 1, of which a slice has {@code rows}. */
    void resize(int candidates, int rows, long maxBytes) {
        requireFits(candidates, rows, maxBytes);
        this.candidates = candidates;
        boolean moved = false;
        for (int i = 0; i < outputs.size(); i++) {
            moved |=
                    outputs.get(i).resize(wiring.extent(wiring.outputs().get(i)).rows(candidates, rows));
        }
        for (int i = 0; i < inputs.size(); i++) {
            InputSlot slot = wiring.inputs().get(i);
            if (slot.sharedOutput() == InputSlot.OWN_MEMORY) {
                moved |= inputs.get(i).resize(wiring.extent(slot).rows(candidates, rows));
            }
        }
        if (moved) {
            targets = new Targets(manifest, wiring, inputs);
        }
        for (int i = 0; i < collected.length; i++) {
            int evaluations = slot(i).scope() == Scope.REQUEST ? 1 : candidates;
            collected[i] = new float[Math.multiplyExact(evaluations, slot(i).width())];
        }
        bind(0, rows);
    }

    private PinnedTensor output(int modelOutput) {
        return outputs.get(wiring.output(manifest.outputs().get(modelOutput)));
    }

    private OutputSlot slot(int modelOutput) {
        return wiring.outputs().get(wiring.output(manifest.outputs().get(modelOutput)));
    }

    /** Makes the nets see a slice of the candidates; the slices of nets that run before embeddings are there lie within what is whole. */
    private void bind(int from, int rows) {
        sliceFrom = from;
        sliceRows = rows;
        for (int i = 0; i < outputs.size(); i++) {
            OutputSlot slot = wiring.outputs().get(i);
            if (wiring.extent(slot) == Extent.SLICE) {
                outputs.get(i).resize(rows);
            }
            netOutputs.get(slot.net()).put(slot.tensor(), outputs.get(i).tensor());
        }
        for (int i = 0; i < inputs.size(); i++) {
            InputSlot slot = wiring.inputs().get(i);
            netInputs.get(slot.net()).put(slot.tensor(), bound(slot, inputs.get(i)));
        }
    }

    private OnnxTensor bound(InputSlot slot, PinnedTensor input) {
        if (wiring.extent(slot) != Extent.SLICE) {
            return input.tensor();
        }
        if (isViewed(slot)) {
            return input.view(sliceFrom, sliceRows);
        }
        input.resize(sliceRows);
        return input.tensor();
    }

    /** Returns whether a slice's rows of an input lie within those of all candidates. */
    private boolean isViewed(InputSlot slot) {
        return slot.sharedOutput() != InputSlot.OWN_MEMORY
                && wiring.extent(wiring.outputs().get(slot.sharedOutput())) == Extent.WHOLE;
    }

    private void requireFits(int candidates, int rows, long maxBytes) {
        long bytes = 0;
        for (OutputSlot slot : wiring.outputs()) {
            bytes = Math.addExact(bytes, tensorBytes(wiring.extent(slot), candidates, rows, slot.width()));
        }
        for (InputSlot slot : wiring.inputs()) {
            if (slot.sharedOutput() == InputSlot.OWN_MEMORY) {
                bytes = Math.addExact(bytes, tensorBytes(wiring.extent(slot), candidates, rows, slot.width()));
            }
        }
        if (bytes > maxBytes) {
            throw new PayloadTooLargeException("candidates: " + candidates + " need " + bytes
                    + " bytes for the nets' tensors (expected: at most " + maxBytes + "; send fewer at a time)");
        }
    }

    private static long tensorBytes(Extent extent, int candidates, int rows, int width) {
        long bytes = PinnedTensor.bytes(extent.rows(candidates, rows), width);
        if (bytes > Integer.MAX_VALUE) {
            throw new PayloadTooLargeException("candidates: " + candidates + " need a tensor of " + bytes
                    + " bytes (expected: at most " + Integer.MAX_VALUE + "; send fewer at a time)");
        }
        return bytes;
    }

    /**
     * Writes the numbers of a dense feature to every input that reads them, or will with its slice.
     *
     * @param values {@code [1 or candidates, width]}, as many rows as the inputs that read them have at least, not to be changed before the workspace goes back; may be longer
     */
    public void dense(int denseIndex, float[] values) {
        dense[denseIndex] = values;
        writeDense(denseIndex, values, Extent.ONE, 0, 1);
        writeDense(denseIndex, values, Extent.WHOLE, 0, candidates);
    }

    private void writeDense(int denseIndex, float[] values, Extent extent, int from, int rows) {
        DenseFeature feature = manifest.features().dense().get(denseIndex);
        for (Target target : targets.ofDense(denseIndex)) {
            if (target.extent() == extent) {
                target.copyInto(values, from, rows, feature.width());
            }
        }
    }

    /** Begins a slice: {@code rows} candidates from {@code from} on. The nets that need no embeddings ran before. */
    public void beginSlice(int from, int rows) {
        if (from != sliceFrom || rows != sliceRows) {
            bind(from, rows);
        }
        for (int i = 0; i < dense.length; i++) {
            float[] values = dense[i];
            if (values != null) {
                writeDense(i, values, Extent.SLICE, from, rows);
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            switch (wiring.extent(wiring.outputs().get(i))) {
                case WHOLE -> forward(i, Extent.SLICE, from, rows);
                case ONE -> repeat(i, Extent.SLICE, rows);
                case SLICE -> {}
            }
        }
    }

    /** Returns where the vectors of a sparse feature belong, for the slice at hand where it has candidate scope. */
    public Target[] targets(int sparseIndex) {
        return targets.ofSparse(sparseIndex);
    }

    /** Copies the outputs of a net to the inputs that do not share their memory, but those of slices to come. */
    void forwardOutputs(int net) {
        for (int i = 0; i < outputs.size(); i++) {
            OutputSlot slot = wiring.outputs().get(i);
            if (slot.net() == net) {
                Extent extent = wiring.extent(slot);
                forward(i, extent, 0, outputs.get(i).rows());
                if (extent == Extent.ONE) {
                    repeat(i, Extent.WHOLE, candidates);
                } else {
                    forward(i, Extent.ONE, 0, 1);
                }
            }
        }
    }

    private void repeat(int output, Extent extent, int rows) {
        PinnedTensor source = outputs.get(output);
        for (Target target : targets.ofOutput(output)) {
            if (target.extent() == extent) {
                target.repeatInto(source.memory(), rows, source.width());
            }
        }
    }

    private void forward(int output, Extent extent, int from, int rows) {
        PinnedTensor source = outputs.get(output);
        for (Target target : targets.ofOutput(output)) {
            if (target.extent() == extent) {
                target.copyInto(source.memory(), from, rows, source.width());
            }
        }
    }

    Map<String, OnnxTensor> inputsOf(int net) {
        return netInputs.get(net);
    }

    Map<String, OnnxTensor> outputsOf(int net) {
        return netOutputs.get(net);
    }

    /** Copies what the nets that run jointly read to another workspace, wired for that, from row {@code at} on. */
    void copyRowsInto(Workspace joint, int at) {
        for (int i = 0; i < inputs.size(); i++) {
            InputSlot slot = wiring.inputs().get(i);
            if (!wiring.runsJointly(slot.net()) || wiring.isComputedJointly(slot)) {
                continue;
            }
            FloatBuffer from = inputs.get(i).memory();
            FloatBuffer to = joint.inputs.get(i).memory();
            int width = slot.width();
            if (wiring.extent(slot) == Extent.ONE) {
                for (int row = 0; row < sliceRows; row++) {
                    to.put((at + row) * width, from, 0, width);
                }
            } else {
                to.put(at * width, from, isViewed(slot) ? sliceFrom * width : 0, sliceRows * width);
            }
        }
    }

    /** Keeps what the nets say of the slice at hand, those that ran jointly in another workspace, from row {@code at} on. */
    void collectSliceFrom(Workspace joint, int at) {
        for (int i = 0; i < outputs.size(); i++) {
            OutputSlot slot = wiring.outputs().get(i);
            if (wiring.runsJointly(slot.net())) {
                int width = slot.width();
                outputs.get(i).memory().put(0, joint.outputs.get(i).memory(), at * width, sliceRows * width);
            }
        }
        collectSlice();
    }

    int candidates() {
        return candidates;
    }

    int sliceRows() {
        return sliceRows;
    }

    /** Keeps what the nets say of the slice at hand. */
    void collectSlice() {
        for (int i = 0; i < collected.length; i++) {
            PinnedTensor output = output(i);
            if (slot(i).scope() == Scope.CANDIDATE && wiring.extent(slot(i)) == Extent.SLICE) {
                output.memory().get(0, collected[i], sliceFrom * output.width(), sliceRows * output.width());
            } else {
                output.memory().get(0, collected[i]);
            }
        }
    }

    /** Returns the model's outputs, {@code [candidates, width]} each, after the last slice; they belong to the caller. */
    public List<ScoreTensor> takeOutputs() {
        List<ScoreTensor> taken = new ArrayList<>(collected.length);
        for (int i = 0; i < collected.length; i++) {
            taken.add(new ScoreTensor(manifest.outputs().get(i), output(i).width(), collected[i]));
            collected[i] = new float[0];
        }
        return taken;
    }

    /** Lets go of what belongs to a request. */
    void clear() {
        Arrays.fill(dense, null);
        Arrays.fill(collected, new float[0]);
    }

    /** Returns the bytes of direct memory that this holds on to. */
    long bytes() {
        long bytes = 0;
        for (PinnedTensor output : outputs) {
            bytes += output.capacityBytes();
        }
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
