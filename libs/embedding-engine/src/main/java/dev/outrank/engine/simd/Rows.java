package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;

/** The rows of a table that a call gathers, in its order. */
final class Rows {

    private final MemorySegment memory;
    private final long strideBytes;
    private final long[] localRows;

    Rows(MemorySegment memory, long strideBytes, long[] localRows) {
        this.memory = memory;
        this.strideBytes = strideBytes;
        this.localRows = localRows;
    }

    /** Returns {@code bytes} of the row at position {@code i} from {@code column} bytes on. This is the one bounds check a row. */
    MemorySegment block(int i, long column, long bytes) {
        return memory.asSlice(localRows[i] * strideBytes + column, bytes);
    }
}
