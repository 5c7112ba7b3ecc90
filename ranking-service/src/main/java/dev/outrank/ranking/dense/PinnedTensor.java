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
    private @Nullable OnnxTensor view;
    private int viewFrom;

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

    /**
     * Sets the number of rows; what the memory held is undefined afterwards. The caller has checked {@link #bytes}.
     *
     * @return whether the memory is another one now
     */
    boolean resize(int newRows) {
        if (newRows == rows && tensor != null) {
            return false;
        }
        close();
        boolean grows = memory.capacity() < Math.multiplyExact(newRows, width);
        if (grows) {
            memory = allocate(Math.toIntExact(bytes(newRows, width)));
        }
        tensor = over(0, newRows);
        rows = newRows;
        return grows;
    }

    private OnnxTensor over(int from, int count) {
        try {
            return OnnxTensor.createTensor(
                    environment, memory.slice(from * width, count * width), new long[] {count, width});
        } catch (OrtException e) {
            throw new InternalException("tensor: [" + count + ", " + width + "] (expected: ONNX Runtime takes it)", e);
        }
    }

    /** Returns a tensor over {@code count} of the rows; valid until the next call, or until this is resized or closed. */
    OnnxTensor view(int from, int count) {
        if (from == 0 && count == rows) {
            return tensor();
        }
        if (view == null || viewFrom != from || view.getInfo().getShape()[0] != count) {
            closeView();
            view = over(from, count);
            viewFrom = from;
        }
        return view;
    }

    private void closeView() {
        if (view != null) {
            view.close();
            view = null;
        }
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
        closeView();
        if (tensor != null) {
            tensor.close();
            tensor = null;
        }
    }
}
