package dev.outrank.bundle.row;

import dev.outrank.bundle.failure.BundleException;
import java.lang.foreign.MemorySegment;

/** Rows of float16, rounded to the nearest, ties to even. A finite number that float16 would turn into an infinity is refused. */
record Float16RowCodec(int dim) implements RowCodec {

    @Override
    public void decodeInto(MemorySegment rows, long offset, float[] out) {
        for (int column = 0; column < dim; column++) {
            out[column] = Float.float16ToFloat(rows.get(Layouts.FLOAT16, offset + (long) column * Short.BYTES));
        }
    }

    @Override
    public void encodeInto(float[] row, MemorySegment out, long offset) {
        for (int column = 0; column < dim; column++) {
            short half = Float.floatToFloat16(row[column]);
            if (Float.isFinite(row[column]) && !Float.isFinite(Float.float16ToFloat(half))) {
                throw new BundleException(
                        "column " + column + ": " + row[column] + " (expected: within ±65504, the range of float16)");
            }
            out.set(Layouts.FLOAT16, offset + (long) column * Short.BYTES, half);
        }
    }
}
