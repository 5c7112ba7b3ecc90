package dev.outrank.ranking.dense;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a net can be evaluated for several rows of inputs that are declared to have one, by evaluating two different rows together and each
 * of them alone.
 */
final class RowTrial {

    /** Of the larger of 1 and the number; what the order of summation may change in float32, and far less than a wrong row does. */
    private static final float TOLERANCE = 1e-4f;

    private static final int ROWS = 2;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<InputSlot> inputs;
    private final List<OutputSlot> outputs;

    RowTrial(OrtEnvironment environment, OrtSession session, List<InputSlot> inputs, List<OutputSlot> outputs) {
        this.environment = environment;
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** Returns why it cannot, or null where it can. */
    @Nullable
    String refusal() {
        try {
            Map<String, float[]> together = run(0, ROWS);
            for (int row = 0; row < ROWS; row++) {
                Map<String, float[]> alone = run(row, 1);
                for (OutputSlot output : outputs) {
                    String difference = difference(output, row, together, alone);
                    if (difference != null) {
                        return difference;
                    }
                }
            }
            return null;
        } catch (OrtException e) {
            return e.getMessage();
        }
    }

    private static @Nullable String difference(
            OutputSlot output, int row, Map<String, float[]> together, Map<String, float[]> alone) {
        float[] all = together.getOrDefault(output.tensor(), new float[0]);
        float[] one = alone.getOrDefault(output.tensor(), new float[0]);
        int width = output.width();
        if (all.length != ROWS * width || one.length != width) {
            return "output '" + output.tensor() + "' has " + all.length + " numbers for " + ROWS + " rows and "
                    + one.length + " for 1 (expected: " + width + " a row)";
        }
        for (int i = 0; i < width; i++) {
            float expected = one[i];
            float actual = all[row * width + i];
            if (!(Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
                return "output '" + output.tensor() + "' is " + actual + " in a batch and " + expected
                        + " alone (expected: rows that do not depend on each other)";
            }
        }
        return null;
    }

    private Map<String, float[]> run(int from, int rows) throws OrtException {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (InputSlot input : inputs) {
                FloatBuffer values = FloatBuffer.allocate(rows * input.width());
                for (int row = from; row < from + rows; row++) {
                    values.put(values(row, input.width()));
                }
                tensors.put(
                        input.tensor(),
                        OnnxTensor.createTensor(environment, values.flip(), new long[] {rows, input.width()}));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                Map<String, float[]> read = new HashMap<>();
                for (OutputSlot output : outputs) {
                    if (result.get(output.tensor()).orElse(null) instanceof OnnxTensor tensor) {
                        read.put(output.tensor(), floats(tensor));
                    }
                }
                return read;
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static float[] floats(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /** Returns a row whose range differs from the other one's, so that a net that scales by the range of the whole batch shows itself. */
    private static float[] values(int row, int width) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = (row == 0 ? 0.5f : -1.75f) * (1 + i % 7) / 7;
        }
        return values;
    }
}
