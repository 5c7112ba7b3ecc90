package dev.outrank.engine.simd;

import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/** Reads ahead: one byte of each cache line of some rows. */
final class Touch {

    private static final int LINE_BYTES = 64;

    /** Lines that are read without a loop; most rows have no more. */
    private static final int STEP_BYTES = 4 * LINE_BYTES;

    /** Where the bytes go, so that the compiler must read them; races do not matter. */
    @SuppressWarnings("unused")
    private static int sink;

    private Touch() {}

    /** Reads the rows at the positions {@code [from, to)}. */
    static void rows(RowMatrix rows, long[] localRows, int from, int to) {
        MemorySegment memory = rows.memory();
        long strideBytes = rows.strideBytes();
        long rowBytes = rows.dtype().rowBytes(rows.dim());
        long rowCount = rows.rowCount();
        int touched = 0;
        long last = rowBytes - 1;
        for (int i = from; i < to; i++) {
            MemorySegment row = memory.asSlice(Objects.checkIndex(localRows[i], rowCount) * strideBytes, rowBytes);
            touched += step(row, 0, last);
            // An int loop: one over longs costs more than the reads.
            for (int next = STEP_BYTES; next < rowBytes; next += STEP_BYTES) {
                touched += step(row, next, last);
            }
            touched += row.get(ValueLayout.JAVA_BYTE, last);
        }
        sink = touched;
    }

    /** Reads four lines from {@code begin} on, or those until {@code last} more than once. */
    private static int step(MemorySegment row, long begin, long last) {
        return row.get(ValueLayout.JAVA_BYTE, begin)
                + row.get(ValueLayout.JAVA_BYTE, Math.min(begin + LINE_BYTES, last))
                + row.get(ValueLayout.JAVA_BYTE, Math.min(begin + 2 * LINE_BYTES, last))
                + row.get(ValueLayout.JAVA_BYTE, Math.min(begin + 3 * LINE_BYTES, last));
    }
}
