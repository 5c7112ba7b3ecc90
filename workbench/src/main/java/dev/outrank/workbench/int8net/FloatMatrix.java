package dev.outrank.workbench.int8net;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constant float32 tensor of a graph; row-major where it has two axes. Holds the array itself, which nobody changes. */
final class FloatMatrix {

    private final List<Long> shape;
    private final float[] values;

    private FloatMatrix(List<Long> shape, float[] values) {
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    /** Returns a tensor, or null where its elements are not float32. */
    static @Nullable FloatMatrix of(TensorProto tensor) {
        if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
            return null;
        }
        ByteString raw = tensor.getRawData();
        float[] values = new float[raw.isEmpty() ? tensor.getFloatDataCount() : raw.size() / Float.BYTES];
        if (raw.isEmpty()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        } else {
            FloatBuffer floats =
                    raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            floats.get(values);
        }
        return new FloatMatrix(new ArrayList<>(tensor.getDimsList()), values);
    }

    List<Long> shape() {
        return shape;
    }

    boolean hasTwoAxes() {
        return shape.size() == 2;
    }

    int rows() {
        return Math.toIntExact(shape.get(0));
    }

    int columns() {
        return Math.toIntExact(shape.get(1));
    }

    int size() {
        return values.length;
    }

    float at(int index) {
        return values[index];
    }

    float at(int row, int column) {
        return values[row * columns() + column];
    }

    /** Returns a copy with both axes exchanged. */
    FloatMatrix transposed() {
        float[] turned = new float[values.length];
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                turned[column * rows() + row] = at(row, column);
            }
        }
        return new FloatMatrix(List.of(shape.get(1), shape.get(0)), turned);
    }
}
