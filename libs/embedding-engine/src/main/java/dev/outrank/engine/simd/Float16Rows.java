package dev.outrank.engine.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Some rows of float16, unpacked to floats. Scratch, one a thread; not thread-safe.
 *
 * <p>The Vector API of this JDK has no conversion of halves, but the compiler turns a long loop over {@link Float#float16ToFloat} into one. So
 * the rows are copied to one array as they are, which reads memory and little else, so that many misses overlap; then the array is converted.
 */
final class Float16Rows {

    /**
     * Rows at a time, and elements: 32 KiB of halves and 64 KiB of floats, which stay in the second cache. The fewer, the more often the reads run dry:
     * on Zen 5, dim 64, uniform rows, 4,096 elements gave 0.64 to 0.77 of the limit, 8,192 gave 0.67 to 0.79 and 16,384 gave 0.80 to 0.83.
     */
    private static final int MOST_ROWS = 256;

    private static final int LEAST_ELEMENTS = 16_384;

    private static final VectorSpecies<Short> S = ShortVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final long REGISTER = S.vectorByteSize();

    private static final ThreadLocal<Float16Rows> OF_THREAD = ThreadLocal.withInitial(Float16Rows::new);

    private short[] halves = new short[LEAST_ELEMENTS];
    private float[] floats = new float[LEAST_ELEMENTS];
    private float[] sums = new float[0];

    private Float16Rows() {}

    /** Returns the scratch of the calling thread, for threads that are few and stay. It grows to one row of the widest table. */
    static Float16Rows ofThread(int dim) {
        Float16Rows rows = OF_THREAD.get();
        if (rows.floats.length < dim) {
            rows.halves = new short[dim];
            rows.floats = new float[dim];
        }
        return rows;
    }

    /** Returns how many rows fit in. */
    int capacity(int dim) {
        return Math.min(MOST_ROWS, floats.length / dim);
    }

    /** Returns the rows that were unpacked last, {@code [rows, dim]}. */
    float[] floats() {
        return floats;
    }

    /** Returns {@code dim} zeros. */
    float[] zeroedSums(int dim) {
        if (sums.length < dim) {
            sums = new float[dim];
        } else {
            Arrays.fill(sums, 0, dim, 0);
        }
        return sums;
    }

    /** Unpacks the rows at the positions {@code [from, to)}. */
    void unpack(Batch batch, int from, int to) {
        int dim = batch.dim();
        int column = 0;
        for (; column + 2 * LANES <= dim; column += 2 * LANES) {
            copyTwo(batch, from, to, column);
        }
        if (column + LANES <= dim) {
            copyOne(batch, from, to, column);
            column += LANES;
        }
        if (column < dim) {
            copyRest(batch, from, to, column, dim - column);
        }
        convert(halves, floats, (to - from) * dim);
    }

    private void copyTwo(Batch batch, int from, int to, int column) {
        int at = column;
        for (int i = from; i < to; i++, at += batch.dim()) {
            MemorySegment row = batch.row(i, column * 2L, 2 * REGISTER);
            load(row, 0).intoArray(halves, at);
            load(row, REGISTER).intoArray(halves, at + LANES);
        }
    }

    private void copyOne(Batch batch, int from, int to, int column) {
        int at = column;
        for (int i = from; i < to; i++, at += batch.dim()) {
            load(batch.row(i, column * 2L, REGISTER), 0).intoArray(halves, at);
        }
    }

    /** The last columns, fewer than a register holds. */
    private void copyRest(Batch batch, int from, int to, int column, int count) {
        VectorMask<Short> lanes = S.indexInRange(0, count);
        int at = column;
        for (int i = from; i < to; i++, at += batch.dim()) {
            MemorySegment row = batch.row(i, column * 2L, count * 2L);
            ShortVector.fromMemorySegment(S, row, 0, LITTLE_ENDIAN, lanes).intoArray(halves, at, lanes);
        }
    }

    private static ShortVector load(MemorySegment row, long offsetBytes) {
        return ShortVector.fromMemorySegment(S, row, offsetBytes, LITTLE_ENDIAN);
    }

    /** A method of its own, so that its loop is compiled by itself. */
    private static void convert(short[] halves, float[] floats, int count) {
        for (int i = 0; i < count; i++) {
            floats[i] = Float.float16ToFloat(halves[i]);
        }
    }
}
