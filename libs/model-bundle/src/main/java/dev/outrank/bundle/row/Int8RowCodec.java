package dev.outrank.bundle.row;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Rows of FBGEMM's fused 8-bit format, as {@code FloatOrHalfToFused8BitRowwiseQuantizedSBFloat} writes and
 * {@code Fused8BitRowwiseQuantizedSBFloatToFloatOrHalf} reads them:
 *
 * <pre>
 *   bias = min;  scale = (max − min) / 255;  inverse = 255 / (max − min + 1e-8)
 *   q[d] = rint((x[d] − min) · inverse)              ties to even, all in float32
 *   x[d] = fma(q[d], scale, bias)                    one rounding: PyTorch's x86-64 code is compiled to fused multiply-adds
 * </pre>
 */
record Int8RowCodec(int dim) implements RowCodec {

    private static final float LEVELS = 255;
    private static final int MAX_LEVEL = 255;

    /** FBGEMM's kEpsilon: keeps the inverse finite for constant rows. */
    private static final float EPSILON = 1e-8f;

    @Override
    public void decodeInto(MemorySegment rows, long offset, float[] out) {
        float scale = rows.get(Layouts.FLOAT32, offset + dim);
        float bias = rows.get(Layouts.FLOAT32, offset + dim + Float.BYTES);
        for (int column = 0; column < dim; column++) {
            int level = Byte.toUnsignedInt(rows.get(ValueLayout.JAVA_BYTE, offset + column));
            out[column] = Math.fma((float) level, scale, bias);
        }
    }

    @Override
    public void encodeInto(float[] row, MemorySegment out, long offset) {
        RowRange ends = RowRange.of(row, dim, "int8");
        float range = ends.max() - ends.min();
        if (!Float.isFinite(range)) {
            throw ends.tooWide(row, "int8");
        }
        float inverse = LEVELS / (range + EPSILON);
        for (int column = 0; column < dim; column++) {
            int level = (int) Math.rint((row[column] - ends.min()) * inverse);
            out.set(ValueLayout.JAVA_BYTE, offset + column, (byte) Math.min(level, MAX_LEVEL));
        }
        out.set(Layouts.FLOAT32, offset + dim, range / LEVELS);
        out.set(Layouts.FLOAT32, offset + dim + Float.BYTES, ends.min());
    }
}
