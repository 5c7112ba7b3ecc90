package dev.outrank.workbench.score;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One net, loaded. Thread-safe. */
final class NetRunner implements AutoCloseable {

    private final NetSpec net;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    NetRunner(Bundle bundle, NetSpec net) {
        this.net = net;
        try (SessionOptions options = new SessionOptions()) {
            // One thread, as in ranking: scores of other thread counts may differ in the last bit.
            options.setIntraOpNumThreads(1);
            session = environment.createSession(bundle.file(net.file()).toString(), options);
        } catch (OrtException e) {
            throw new BundleException(net.file() + ": " + e.getMessage() + " (expected: an ONNX graph)", e);
        }
    }

    /** Computes the net's outputs from what feeds it, and adds them to {@code sources}. */
    void run(Map<String, Matrix> sources) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (NetInput input : net.inputs()) {
                Matrix joined = join(input.sources(), sources);
                long[] shape = {joined.rows(), joined.width()};
                inputs.put(
                        input.tensor(), OnnxTensor.createTensor(environment, FloatBuffer.wrap(joined.values()), shape));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                for (NetOutput output : net.outputs()) {
                    sources.put(output.name(), new Matrix(output.width(), floats(output, result)));
                }
            }
        } catch (OrtException e) {
            throw new BundleException(
                    "net '" + net.name() + "': " + e.getMessage() + " (expected: the inputs of the manifest)", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static Matrix join(List<String> names, Map<String, Matrix> sources) {
        List<Matrix> parts = names.stream().map(name -> require(sources, name)).toList();
        int width = parts.stream().mapToInt(Matrix::width).sum();
        float[] joined = new float[parts.getFirst().rows() * width];
        int column = 0;
        for (Matrix part : parts) {
            part.copyInto(joined, width, column);
            column += part.width();
        }
        return new Matrix(width, joined);
    }

    private static Matrix require(Map<String, Matrix> sources, String name) {
        Matrix source = sources.get(name);
        if (source == null) {
            throw new InternalException("source: '" + name + "' (expected: one of " + sources.keySet() + ")");
        }
        return source;
    }

    private float[] floats(NetOutput output, OrtSession.Result result) {
        OnnxValue value = result.get(output.name()).orElse(null);
        if (!(value instanceof OnnxTensor tensor)) {
            throw new BundleException(net.file() + ": output '" + output.name() + "' is missing (expected: a tensor)");
        }
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new InternalException("ONNX session: " + e.getMessage() + " (expected: closes)", e);
        }
    }
}
