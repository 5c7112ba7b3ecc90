package dev.outrank.engine.simd;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the bags of a call: which rows, with which weights, and where the vector goes. One for the whole call, so that a bag allocates nothing; not
 * thread-safe.
 */
final class Bag {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment memory;
    private final long strideBytes;
    private final long rowBytes;
    private final long rowCount;
    private final int dim;
    private final long[] localRows;
    private final float @Nullable [] weights;
    private final boolean averaging;
    private final MemorySegment out;
    private final float[] floats;
    private int from;
    private int to;
    private long outOffsetBytes;

    /**
     * Makes a cursor that is at no bag yet.
     *
     * @param floats scratch for columns of a row, at least eight registers long
     */
    Bag(
            RowMatrix rows,
            long[] localRows,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment out,
            float[] floats) {
        this.memory = rows.memory();
        this.strideBytes = rows.strideBytes();
        this.rowBytes = rows.dtype().rowBytes(rows.dim());
        this.rowCount = rows.rowCount();
        this.dim = rows.dim();
        this.localRows = localRows;
        this.weights = weights;
        this.averaging = pooling == Pooling.MEAN;
        this.out = out;
        this.floats = floats;
    }

    /**
     * Goes to the bag of the positions {@code [from, to)}.
     *
     * @param vectorOffsetBytes where its vector begins in the output
     */
    void moveTo(int from, int to, long vectorOffsetBytes) {
        this.from = from;
        this.to = to;
        this.outOffsetBytes = vectorOffsetBytes;
    }

    int dim() {
        return dim;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    float[] floats() {
        return floats;
    }

    /** Returns the row at a position; the row is checked before it is multiplied. */
    MemorySegment row(int i) {
        return memory.asSlice(Objects.checkIndex(localRows[i], rowCount) * strideBytes, rowBytes);
    }

    float weight(int i) {
        return weights == null ? 1 : weights[i];
    }

    float float32(MemorySegment row, long offset) {
        return row.get(FLOAT, offset);
    }

    float scale4(MemorySegment row) {
        return Float.float16ToFloat(row.get(HALF, (dim + 1) / 2));
    }

    float bias4(MemorySegment row) {
        return Float.float16ToFloat(row.get(HALF, (dim + 1) / 2 + 2));
    }

    /** Divides a sum by the bag's length where the mean is wanted, elsewhere by 1, which is exact. */
    private FloatVector divided(FloatVector sum) {
        return sum.div(averaging ? Math.max(to - from, 1) : 1f);
    }

    void finish(FloatVector sum, int column) {
        divided(sum).intoMemorySegment(out, outOffsetBytes + column * 4L, ByteOrder.LITTLE_ENDIAN);
    }

    void finish(FloatVector sum, int column, VectorMask<Float> lanes) {
        divided(sum).intoMemorySegment(out, outOffsetBytes + column * 4L, ByteOrder.LITTLE_ENDIAN, lanes);
    }
}
