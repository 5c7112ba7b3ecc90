package dev.outrank.benchmarks.dense;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.Source;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * All nets of a workload, loaded, with tensors in direct memory that stay, as ranking has them: a result that is an input of its own is one and the same tensor. For one
 * thread.
 */
final class RunningNets implements AutoCloseable {

    private record Net(OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final WorkloadNets nets;
    private final int candidates;
    private final Map<String, OnnxTensor> results = new HashMap<>();
    private final List<OnnxTensor> tensors = new ArrayList<>();
    private final List<Net> running = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(7);

    /** Loads the nets; equal candidates give equal inputs. */
    RunningNets(WorkloadNets nets, boolean int8, RuntimeOption option, int candidates) throws OrtException {
        this.nets = nets;
        this.candidates = candidates;
        for (NetSpec net : nets.manifest().netsInOrder()) {
            try (SessionOptions options = option.options()) {
                OrtSession session = environment.createSession(nets.file(net.name(), int8), options);
                running.add(new Net(session, inputs(net), outputs(net)));
            }
        }
    }

    private Map<String, OnnxTensor> inputs(NetSpec net) throws OrtException {
        Manifest manifest = nets.manifest();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (NetInput input : net.inputs()) {
            List<Source> sources = input.sources().stream()
                    .map(name -> Objects.requireNonNull(manifest.sources().get(name)))
                    .toList();
            OnnxTensor result = results.get(sources.getFirst().name());
            inputs.put(input.tensor(), result == null ? drawn(sources) : result);
        }
        return inputs;
    }

    private Map<String, OnnxTensor> outputs(NetSpec net) throws OrtException {
        Map<String, OnnxTensor> outputs = new HashMap<>();
        for (NetOutput output : net.outputs()) {
            int rows = rows(net.scope());
            OnnxTensor tensor = tensor(floats(rows * output.width()), rows, output.width());
            results.put(output.name(), tensor);
            outputs.put(output.name(), tensor);
        }
        return outputs;
    }

    private OnnxTensor drawn(List<Source> sources) throws OrtException {
        int rows = rows(sources.getFirst().scope());
        int width = sources.stream().mapToInt(Source::width).sum();
        FloatBuffer numbers = floats(rows * width);
        for (int row = 0; row < rows; row++) {
            for (Source source : sources) {
                double deviation = nets.deviation(source.name());
                for (int i = 0; i < source.width(); i++) {
                    numbers.put((float) (random.nextGaussian() * deviation));
                }
            }
        }
        return tensor(numbers.rewind(), rows, width);
    }

    private int rows(Scope scope) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> candidates;
        };
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private OnnxTensor tensor(FloatBuffer numbers, int rows, int width) throws OrtException {
        OnnxTensor tensor = OnnxTensor.createTensor(environment, numbers, new long[] {rows, width});
        tensors.add(tensor);
        return tensor;
    }

    int candidates() {
        return candidates;
    }

    /** Evaluates all nets once. */
    void run() {
        try {
            for (Net net : running) {
                net.session().run(net.inputs(), Set.of(), net.outputs()).close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("nets: " + e.getMessage() + " (expected: scores)", e);
        }
    }

    /** Evaluates all nets once, and returns a copy of the scores. */
    float[] scores() {
        run();
        OnnxTensor scores =
                Objects.requireNonNull(results.get(nets.manifest().outputs().getFirst()));
        FloatBuffer buffer = scores.getFloatBuffer();
        float[] copy = new float[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }

    @Override
    public void close() throws OrtException {
        for (Net net : running) {
            net.session().close();
        }
        tensors.forEach(OnnxTensor::close);
    }
}
