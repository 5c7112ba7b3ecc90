package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads ahead: one byte of each cache line of some rows. */
final class Touch {

    private static final int LINE_BYTES = 64;

    /** Rows are aligned to 16 bytes, so that one of a line and up to 16 bytes more is on two lines, its first byte's and its last one's. */
    private static final int TWO_LINES_BYTES = LINE_BYTES + 16;

    /** Lines that are read without a loop. */
    private static final int STEP_BYTES = 4 * LINE_BYTES;

    /** Where the bytes go, so that the compiler must read them; races do not matter. */
    @SuppressWarnings("unused")
    private static int sink;

    private Touch() {}

    /** Reads the rows at the positions {@code [from, to)}. */
    static void rows(Batch batch, int from, int to) {
        int rowBytes = batch.rowBytes();
        sink = rowBytes <= TWO_LINES_BYTES ? ends(batch, from, to, rowBytes) : lines(batch, from, to, rowBytes);
    }

    private static int ends(Batch batch, int from, int to, int rowBytes) {
        int touched = 0;
        for (int i = from; i < to; i++) {
            MemorySegment row = batch.row(i, 0, rowBytes);
            touched += row.get(ValueLayout.JAVA_BYTE, 0) + row.get(ValueLayout.JAVA_BYTE, rowBytes - 1);
        }
        return touched;
    }

    private static int lines(Batch batch, int from, int to, int rowBytes) {
        int touched = 0;
        long last = rowBytes - 1L;
        for (int i = from; i < to; i++) {
            MemorySegment row = batch.row(i, 0, rowBytes);
            touched += step(row, 0, last);
            // An int loop: one over longs costs more than the reads.
            for (int next = STEP_BYTES; next < rowBytes; next += STEP_BYTES) {
                touched += step(row, next, last);
            }
            touched += row.get(ValueLayout.JAVA_BYTE, last);
        }
        return touched;
    }

    /** Reads four lines from {@code begin} on, or those until {@code last} more than once. */
    private static int step(MemorySegment row, long begin, long last) {
        return row.get(ValueLayout.JAVA_BYTE, begin)
                + row.get(ValueLayout.JAVA_BYTE, Math.min(begin + LINE_BYTES, last))
                + row.get(ValueLayout.JAVA_BYTE, Math.min(begin + 2 * LINE_BYTES, last))
                + row.get(ValueLayout.JAVA_BYTE, Math.min(begin + 3 * LINE_BYTES, last));
    }
}
