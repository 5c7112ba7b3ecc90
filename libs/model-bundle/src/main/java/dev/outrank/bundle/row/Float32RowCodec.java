package dev.outrank.bundle.row;

import java.lang.foreign.MemorySegment;

/** Rows of float32: copies, bit by bit. */
record Float32RowCodec(int dim) implements RowCodec {

    @Override
    public void decodeInto(MemorySegment rows, long offset, float[] out) {
        MemorySegment.copy(rows, Layouts.FLOAT32, offset, out, 0, dim);
    }

    @Override
    public void encodeInto(float[] row, MemorySegment out, long offset) {
        MemorySegment.copy(row, 0, out, Layouts.FLOAT32, offset, dim);
    }
}
