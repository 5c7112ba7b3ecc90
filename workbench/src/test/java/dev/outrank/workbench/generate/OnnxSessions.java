package dev.outrank.workbench.generate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs nets in ONNX Runtime, as ranking does. */
final class OnnxSessions {

    private OnnxSessions() {}

    /** A float32 matrix {@code [rows, width]}, row-major; owns its numbers. */
    static final class Matrix {

        private final int width;
        private final float[] values;

        Matrix(int width, float... values) {
            this.width = width;
            this.values = values;
        }

        float[] values() {
            return values;
        }

        private OnnxTensor tensor(OrtEnvironment environment) throws OrtException {
            long[] shape = {values.length / width, width};
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
        }
    }

    /** Loads a net, checks that it has exactly these inputs, and returns one output. */
    static float[] run(Path file, Map<String, Matrix> inputs, String output) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try (OrtSession session = environment.createSession(file.toString())) {
            if (!session.getInputNames().equals(inputs.keySet())) {
                throw new AssertionError(file + ": inputs " + session.getInputNames() + ", not " + inputs.keySet());
            }
            for (Map.Entry<String, Matrix> input : inputs.entrySet()) {
                tensors.put(input.getKey(), input.getValue().tensor(environment));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                OnnxTensor tensor = (OnnxTensor) result.get(output).orElseThrow();
                float[] values = new float[tensor.getFloatBuffer().remaining()];
                tensor.getFloatBuffer().get(values);
                return values;
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }
}
