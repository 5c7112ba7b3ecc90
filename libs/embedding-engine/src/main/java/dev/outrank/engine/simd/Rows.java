package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** The rows of a table that a call gathers, in its order. */
final class Rows {

    private final MemorySegment memory;
    private final long strideBytes;
    private final long count;
    private final long[] localRows;

    Rows(MemorySegment memory, long strideBytes, long[] localRows) {
        this.memory = memory;
        this.strideBytes = strideBytes;
        this.count = memory.byteSize() / strideBytes;
        this.localRows = localRows;
    }

    /** Returns {@code bytes} of the row at position {@code i} from {@code column} bytes on; the row is checked before it is multiplied. */
    MemorySegment block(int i, long column, long bytes) {
        return memory.asSlice(Objects.checkIndex(localRows[i], count) * strideBytes + column, bytes);
    }
}
