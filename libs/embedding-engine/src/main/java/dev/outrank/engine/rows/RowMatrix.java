package dev.outrank.engine.rows;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * The rows of a table, {@code [rowCount, dim]}, one every {@code strideBytes}. A view: the memory stays its owner's.
 *
 * @param memory {@code rowCount * strideBytes} bytes off the heap; little-endian
 * @param dtype how a row is stored
 * @param dim elements a row, 1 to 65,536
 * @param strideBytes from one row's begin to the next one's, at least {@code dtype.rowBytes(dim)}
 */
public record RowMatrix(MemorySegment memory, ElementType dtype, int dim, long strideBytes) {

    /** The widest that a table may be. */
    private static final int MOST_ELEMENTS = 65_536;

    public RowMatrix {
        if (!memory.isNative() || dim < 1 || dim > MOST_ELEMENTS || strideBytes < dtype.rowBytes(dim)) {
            throw new InternalException("rows: " + memory + ", dim " + dim + " of " + dtype + ", stride " + strideBytes
                    + " (expected: memory off the heap, dim 1 to " + MOST_ELEMENTS + ", stride >= a row)");
        }
    }

    /** Returns the number of rows. */
    public long rowCount() {
        return memory.byteSize() / strideBytes;
    }
}
