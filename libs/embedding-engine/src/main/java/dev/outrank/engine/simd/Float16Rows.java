package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Unpacks rows of float16. The Vector API of this JDK has no conversion of halves, but the compiler turns a long loop over
 * {@link Float#float16ToFloat} into one; so the rows are copied to one array first, as they are.
 */
final class Float16Rows {

    private static final VectorSpecies<Short> S = ShortVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int REGISTER = S.vectorByteSize();

    private Float16Rows() {}

    /** Stages the rows at the positions {@code [from, to)}. */
    static void stage(Batch batch, int from, int to, StagedRows staged) {
        short[] halves = staged.halves();
        int dim = batch.dim();
        int column = 0;
        for (; column + 2 * LANES <= dim; column += 2 * LANES) {
            copyTwo(batch, from, to, column, halves);
        }
        if (column + LANES <= dim) {
            copyOne(batch, from, to, column, halves);
            column += LANES;
        }
        if (column < dim) {
            copyRest(batch, from, to, column, dim - column, halves);
        }
        convert(halves, staged.floats(), (to - from) * dim);
        for (int i = from; i < to; i++) {
            staged.put(i - from, batch.weight(i), 1, 0);
        }
    }

    private static void copyTwo(Batch batch, int from, int to, int column, short[] halves) {
        for (int i = from; i < to; i++) {
            MemorySegment row = batch.row(i, column * 2L, 2 * REGISTER);
            int at = (i - from) * batch.dim() + column;
            load(row, 0).intoArray(halves, at);
            load(row, REGISTER).intoArray(halves, at + LANES);
        }
    }

    private static void copyOne(Batch batch, int from, int to, int column, short[] halves) {
        for (int i = from; i < to; i++) {
            load(batch.row(i, column * 2L, REGISTER), 0).intoArray(halves, (i - from) * batch.dim() + column);
        }
    }

    private static void copyRest(Batch batch, int from, int to, int column, int count, short[] halves) {
        VectorMask<Short> lanes = S.indexInRange(0, count);
        for (int i = from; i < to; i++) {
            ShortVector.fromMemorySegment(S, batch.row(i, column * 2L, count * 2), 0, ByteOrder.LITTLE_ENDIAN, lanes)
                    .intoArray(halves, (i - from) * batch.dim() + column, lanes);
        }
    }

    private static ShortVector load(MemorySegment row, int offsetBytes) {
        return ShortVector.fromMemorySegment(S, row, offsetBytes, ByteOrder.LITTLE_ENDIAN);
    }

    /** A method of its own, so that its loop is compiled by itself. */
    private static void convert(short[] halves, float[] floats, int count) {
        for (int i = 0; i < count; i++) {
            floats[i] = Float.float16ToFloat(halves[i]);
        }
    }
}
