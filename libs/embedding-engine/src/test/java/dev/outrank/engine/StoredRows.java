package dev.outrank.engine;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;

/** Rows of any type whose elements a test knows, written byte by byte as the format says; shares no code with what it tests. */
final class StoredRows {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final RowMatrix matrix;
    /** {@code [rows, dim]}: floats, or the numbers before scale and bias. */
    private final float[][] elements;

    private final float[] scales;
    private final float[] biases;

    /** Makes rows of random numbers, a few of them special, with a gap of {@code padding} bytes between rows. */
    StoredRows(Arena arena, ElementType dtype, int dim, int rows, int padding, Random random) {
        long stride = dtype.rowBytes(dim) + padding;
        MemorySegment memory = arena.allocate(rows * stride, 1).fill((byte) 0x55);
        this.matrix = new RowMatrix(memory, dtype, dim, stride);
        this.elements = new float[rows][dim];
        this.scales = new float[rows];
        this.biases = new float[rows];
        for (int row = 0; row < rows; row++) {
            write(memory.asSlice(row * stride, dtype.rowBytes(dim)), row, random);
        }
    }

    private void write(MemorySegment target, int row, Random random) {
        int dim = matrix.dim();
        scales[row] = 1;
        switch (matrix.dtype()) {
            case FLOAT32 -> {
                for (int d = 0; d < dim; d++) {
                    elements[row][d] = number(random);
                    target.setAtIndex(FLOAT, d, elements[row][d]);
                }
            }
            case FLOAT16 -> {
                for (int d = 0; d < dim; d++) {
                    short half = half(random);
                    elements[row][d] = Float.float16ToFloat(half);
                    target.setAtIndex(HALF, d, half);
                }
            }
            case INT8 -> {
                for (int d = 0; d < dim; d++) {
                    int q = random.nextInt(256);
                    elements[row][d] = q;
                    target.set(ValueLayout.JAVA_BYTE, d, (byte) q);
                }
                scales[row] = number(random);
                biases[row] = number(random);
                target.set(FLOAT, dim, scales[row]);
                target.set(FLOAT, dim + 4L, biases[row]);
            }
            case INT4 -> {
                int bytes = (dim + 1) / 2;
                for (int b = 0; b < bytes; b++) {
                    int low = random.nextInt(16);
                    int high = 2 * b + 1 < dim ? random.nextInt(16) : 0;
                    elements[row][2 * b] = low;
                    if (2 * b + 1 < dim) {
                        elements[row][2 * b + 1] = high;
                    }
                    target.set(ValueLayout.JAVA_BYTE, b, (byte) (high << 4 | low));
                }
                short scale = half(random);
                short bias = half(random);
                scales[row] = Float.float16ToFloat(scale);
                biases[row] = Float.float16ToFloat(bias);
                target.set(HALF, bytes, scale);
                target.set(HALF, bytes + 2L, bias);
            }
        }
    }

    private static float number(Random random) {
        float[] special = {
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0f,
            -0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            1f,
            0x1.000002p0f
        };
        return random.nextInt(64) == 0
                ? special[random.nextInt(special.length)]
                : (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-3, 4)));
    }

    /** Any half, so that subnormals, infinities and NaN are among them, but mostly small ones. */
    private static short half(Random random) {
        return random.nextInt(64) == 0
                ? (short) random.nextInt(1 << 16)
                : Float.floatToFloat16((float) random.nextGaussian() * 0.01f);
    }

    RowMatrix matrix() {
        return matrix;
    }

    /** Returns one factor of a sum: {@code [dim]} numbers before scale and bias. */
    float[] elements(int row) {
        return elements[row];
    }

    float scale(int row) {
        return scales[row];
    }

    float bias(int row) {
        return biases[row];
    }
}
