package dev.outrank.bundle.row;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Rows of FBGEMM's fused 4-bit format, as {@code FloatOrHalfToFusedNBitRowwiseQuantizedSBHalf} writes and
 * {@code FusedNBitRowwiseQuantizedSBHalfToFloatOrHalf} reads them:
 *
 * <pre>
 *   bias = f16(min);  range = max − bias
 *   scale = f16(range == 0 ? 1 : range / 15);  if scale == 0 or 1 / scale is infinite: scale = 1
 *   q[d] = clamp(rint((x[d] − bias) · (1 / scale)), 0, 15)       ties to even, all in float32
 *   x[d] = q[d] · scale + bias                                    q · scale is exact: fused or not, the same
 * </pre>
 *
 * <p>PyTorch takes even dims only; an odd one leaves the last high nibble 0.
 */
record Int4RowCodec(int dim) implements RowCodec {

    private static final float LEVELS = 15;
    private static final int MAX_LEVEL = 15;
    private static final int BITS = 4;

    @Override
    public void decodeInto(MemorySegment rows, long offset, float[] out) {
        float scale = Float.float16ToFloat(rows.get(Layouts.FLOAT16, offset + levelBytes()));
        float bias = Float.float16ToFloat(rows.get(Layouts.FLOAT16, offset + levelBytes() + Short.BYTES));
        for (int column = 0; column < dim; column++) {
            int pair = rows.get(ValueLayout.JAVA_BYTE, offset + column / 2);
            int level = (pair >> (column % 2 * BITS)) & MAX_LEVEL;
            out[column] = level * scale + bias;
        }
    }

    @Override
    public void encodeInto(float[] row, MemorySegment out, long offset) {
        RowRange ends = RowRange.of(row, dim, "int4");
        short bias = Float.floatToFloat16(ends.min());
        float min = Float.float16ToFloat(bias);
        float scale = scale(ends.max() - min);
        if (!Float.isFinite(min) || !Float.isFinite(scale)) {
            throw ends.tooWide(row, "int4");
        }
        float inverse = 1 / scale;
        if (Float.isInfinite(inverse)) {
            scale = 1;
            inverse = 1;
        }
        for (int column = 0; column < dim; column += 2) {
            int low = level((row[column] - min) * inverse);
            int high = column + 1 < dim ? level((row[column + 1] - min) * inverse) : 0;
            out.set(ValueLayout.JAVA_BYTE, offset + column / 2, (byte) (low | high << BITS));
        }
        out.set(Layouts.FLOAT16, offset + levelBytes(), Float.floatToFloat16(scale));
        out.set(Layouts.FLOAT16, offset + levelBytes() + Short.BYTES, bias);
    }

    private static float scale(float range) {
        float scale = Float.float16ToFloat(Float.floatToFloat16(range == 0 ? 1 : range / LEVELS));
        return scale == 0 ? 1 : scale;
    }

    private static int level(float scaled) {
        return Math.clamp((long) Math.rint(scaled), 0, MAX_LEVEL);
    }

    private long levelBytes() {
        return (dim + 1L) / 2;
    }
}
