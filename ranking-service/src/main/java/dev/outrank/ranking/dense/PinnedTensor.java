package dev.outrank.ranking.dense;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.ranking.request.OverloadedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A float32 tensor {@code [rows, width]} over direct memory that stays and grows, seen by ONNX Runtime without a copy. For one thread at a time.
 */
final class PinnedTensor implements AutoCloseable {

    private final OrtEnvironment environment;
    private final int width;
    private FloatBuffer memory = FloatBuffer.allocate(0);
    private int rows;
    private @Nullable OnnxTensor tensor;

    PinnedTensor(OrtEnvironment environment, int width) {
        this.environment = environment;
        this.width = width;
    }

    /** Returns the bytes that this many rows take, rounded up as {@link #resize} does. */
    static long bytes(int rows, int width) {
        return (long) Float.BYTES * width * capacityRows(rows);
    }

    /** The next power of two, so that requests of growing size do not each allocate anew. */
    private static long capacityRows(int rows) {
        return rows <= 1 ? 1 : 2L * Integer.highestOneBit(rows - 1);
    }

    /** Sets the number of rows; what the memory held is undefined afterwards. The caller has checked {@link #bytes}. */
    void resize(int newRows) {
        if (newRows == rows && tensor != null) {
            return;
        }
        close();
        int elements = Math.multiplyExact(newRows, width);
        if (memory.capacity() < elements) {
            memory = allocate(Math.toIntExact(bytes(newRows, width)));
        }
        try {
            tensor = OnnxTensor.createTensor(environment, memory.slice(0, elements), new long[] {newRows, width});
        } catch (OrtException e) {
            throw new InternalException(
                    "tensor: [" + newRows + ", " + width + "] (expected: ONNX Runtime takes it)", e);
        }
        rows = newRows;
    }

    private static FloatBuffer allocate(int bytes) {
        try {
            return ByteBuffer.allocateDirect(bytes)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        } catch (OutOfMemoryError e) {
            throw new OverloadedException(
                    "direct memory: " + bytes + " bytes more (expected: room below -XX:MaxDirectMemorySize)",
                    Duration.ofSeconds(1));
        }
    }

    /** Returns the bytes of the memory that stays, whatever the rows in use. */
    long capacityBytes() {
        return (long) Float.BYTES * memory.capacity();
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    /** Returns the memory itself, row-major from index 0; longer than the rows may need. */
    FloatBuffer memory() {
        return memory;
    }

    OnnxTensor tensor() {
        if (tensor == null) {
            throw new InternalException("tensor: closed (expected: resized before use)");
        }
        return tensor;
    }

    /** Lets ONNX Runtime's view go; the memory stays for the next {@link #resize}. */
    @Override
    public void close() {
        if (tensor != null) {
            tensor.close();
            tensor = null;
        }
    }
}
