package dev.outrank.engine;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The readable reference: one element at a time, no vector instructions asked for. */
public final class ScalarPoolingKernels implements PoolingKernels {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    @Override
    public String provider() {
        return "scalar";
    }

    @Override
    public int bits() {
        return Float.SIZE;
    }

    @Override
    public void poolInto(
            RowMatrix rows,
            long[] localRows,
            int[] offsets,
            int bagCount,
            float @Nullable [] weights,
            Pooling pooling,
            MemorySegment out,
            long outOffsetBytes,
            long outStrideBytes) {
        int dim = rows.dim();
        long rowCount = rows.rowCount();
        for (int bag = 0; bag < bagCount; bag++) {
            long sums = outOffsetBytes + bag * outStrideBytes;
            for (int d = 0; d < dim; d++) {
                out.set(FLOAT, sums + 4L * d, 0);
            }
            float biases = 0;
            for (int i = offsets[bag]; i < offsets[bag + 1]; i++) {
                long localRow = Objects.checkIndex(localRows[i], rowCount);
                float weight = weights == null ? 1 : weights[i];
                biases = addInto(rows, localRow, weight, biases, out, sums);
            }
            if (isQuantised(rows.dtype())) {
                addInPlace(out, sums, biases, dim);
            }
            int length = offsets[bag + 1] - offsets[bag];
            if (pooling == Pooling.MEAN && length > 0) {
                divideInPlace(out, sums, length, dim);
            }
        }
    }

    /** Adds one row to the vector that begins at {@code sums}; returns the biases with that of the row. */
    private static float addInto(
            RowMatrix rows, long localRow, float weight, float biases, MemorySegment out, long sums) {
        int dim = rows.dim();
        MemorySegment row = rows.memory()
                .asSlice(localRow * rows.strideBytes(), rows.dtype().rowBytes(dim));
        return switch (rows.dtype()) {
            case FLOAT32 -> {
                for (int d = 0; d < dim; d++) {
                    add(out, sums + 4L * d, weight, row.getAtIndex(FLOAT, d));
                }
                yield biases;
            }
            case FLOAT16 -> {
                for (int d = 0; d < dim; d++) {
                    add(out, sums + 4L * d, weight, Float.float16ToFloat(row.getAtIndex(HALF, d)));
                }
                yield biases;
            }
            case INT8 -> {
                float scaled = weight * row.get(FLOAT, dim);
                for (int d = 0; d < dim; d++) {
                    add(out, sums + 4L * d, scaled, row.get(BYTE, d) & 0xFF);
                }
                yield Math.fma(weight, row.get(FLOAT, dim + 4L), biases);
            }
            case INT4 -> {
                long scale = (dim + 1L) / 2;
                float scaled = weight * Float.float16ToFloat(row.get(HALF, scale));
                for (int d = 0; d < dim; d++) {
                    add(out, sums + 4L * d, scaled, (row.get(BYTE, d / 2) >>> (4 * (d % 2))) & 0xF);
                }
                yield Math.fma(weight, Float.float16ToFloat(row.get(HALF, scale + 2)), biases);
            }
        };
    }

    private static void add(MemorySegment out, long sum, float factor, float element) {
        out.set(FLOAT, sum, Math.fma(element, factor, out.get(FLOAT, sum)));
    }

    private static boolean isQuantised(ElementType dtype) {
        return switch (dtype) {
            case FLOAT32, FLOAT16 -> false;
            case INT8, INT4 -> true;
        };
    }

    private static void addInPlace(MemorySegment out, long sums, float biases, int dim) {
        for (int d = 0; d < dim; d++) {
            out.set(FLOAT, sums + 4L * d, out.get(FLOAT, sums + 4L * d) + biases);
        }
    }

    private static void divideInPlace(MemorySegment out, long sums, int length, int dim) {
        for (int d = 0; d < dim; d++) {
            out.set(FLOAT, sums + 4L * d, out.get(FLOAT, sums + 4L * d) / length);
        }
    }
}
