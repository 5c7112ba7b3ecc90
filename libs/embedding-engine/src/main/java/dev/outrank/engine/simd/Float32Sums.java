package dev.outrank.engine.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows of float32, read where they are. */
final class Float32Sums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final long REGISTER = S.vectorByteSize();

    private Float32Sums() {}

    /** Pools the bags {@code [first, end)}. */
    static void pool(Batch batch, int first, int end) {
        int dim = batch.dim();
        int column = 0;
        for (; column + 8 * LANES <= dim; column += 8 * LANES) {
            eight(batch, first, end, column);
        }
        if (column + 4 * LANES <= dim) {
            four(batch, first, end, column);
            column += 4 * LANES;
        }
        if (column + 2 * LANES <= dim) {
            two(batch, first, end, column);
            column += 2 * LANES;
        }
        if (column + LANES <= dim) {
            one(batch, first, end, column);
            column += LANES;
        }
        if (column < dim) {
            rest(batch, first, end, column, dim - column);
        }
    }

    private static void eight(Batch batch, int first, int end, int column) {
        MemorySegment out = batch.out();
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            FloatVector sum2 = FloatVector.zero(S);
            FloatVector sum3 = FloatVector.zero(S);
            FloatVector sum4 = FloatVector.zero(S);
            FloatVector sum5 = FloatVector.zero(S);
            FloatVector sum6 = FloatVector.zero(S);
            FloatVector sum7 = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column * 4L, 8 * REGISTER);
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum0 = load(row, 0).fma(factor, sum0);
                sum1 = load(row, REGISTER).fma(factor, sum1);
                sum2 = load(row, 2 * REGISTER).fma(factor, sum2);
                sum3 = load(row, 3 * REGISTER).fma(factor, sum3);
                sum4 = load(row, 4 * REGISTER).fma(factor, sum4);
                sum5 = load(row, 5 * REGISTER).fma(factor, sum5);
                sum6 = load(row, 6 * REGISTER).fma(factor, sum6);
                sum7 = load(row, 7 * REGISTER).fma(factor, sum7);
            }
            long vector = batch.vectorOffset(bag, column);
            sum0.intoMemorySegment(out, vector, LITTLE_ENDIAN);
            sum1.intoMemorySegment(out, vector + REGISTER, LITTLE_ENDIAN);
            sum2.intoMemorySegment(out, vector + 2 * REGISTER, LITTLE_ENDIAN);
            sum3.intoMemorySegment(out, vector + 3 * REGISTER, LITTLE_ENDIAN);
            sum4.intoMemorySegment(out, vector + 4 * REGISTER, LITTLE_ENDIAN);
            sum5.intoMemorySegment(out, vector + 5 * REGISTER, LITTLE_ENDIAN);
            sum6.intoMemorySegment(out, vector + 6 * REGISTER, LITTLE_ENDIAN);
            sum7.intoMemorySegment(out, vector + 7 * REGISTER, LITTLE_ENDIAN);
        }
    }

    private static void four(Batch batch, int first, int end, int column) {
        MemorySegment out = batch.out();
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            FloatVector sum2 = FloatVector.zero(S);
            FloatVector sum3 = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column * 4L, 4 * REGISTER);
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum0 = load(row, 0).fma(factor, sum0);
                sum1 = load(row, REGISTER).fma(factor, sum1);
                sum2 = load(row, 2 * REGISTER).fma(factor, sum2);
                sum3 = load(row, 3 * REGISTER).fma(factor, sum3);
            }
            long vector = batch.vectorOffset(bag, column);
            sum0.intoMemorySegment(out, vector, LITTLE_ENDIAN);
            sum1.intoMemorySegment(out, vector + REGISTER, LITTLE_ENDIAN);
            sum2.intoMemorySegment(out, vector + 2 * REGISTER, LITTLE_ENDIAN);
            sum3.intoMemorySegment(out, vector + 3 * REGISTER, LITTLE_ENDIAN);
        }
    }

    private static void two(Batch batch, int first, int end, int column) {
        MemorySegment out = batch.out();
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column * 4L, 2 * REGISTER);
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum0 = load(row, 0).fma(factor, sum0);
                sum1 = load(row, REGISTER).fma(factor, sum1);
            }
            long vector = batch.vectorOffset(bag, column);
            sum0.intoMemorySegment(out, vector, LITTLE_ENDIAN);
            sum1.intoMemorySegment(out, vector + REGISTER, LITTLE_ENDIAN);
        }
    }

    private static void one(Batch batch, int first, int end, int column) {
        MemorySegment out = batch.out();
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column * 4L, REGISTER);
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum0 = load(row, 0).fma(factor, sum0);
            }
            long vector = batch.vectorOffset(bag, column);
            sum0.intoMemorySegment(out, vector, LITTLE_ENDIAN);
        }
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(Batch batch, int first, int end, int column, int count) {
        MemorySegment out = batch.out();
        VectorMask<Float> lanes = S.indexInRange(0, count);
        for (int bag = first; bag < end; bag++) {
            FloatVector sum = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column * 4L, count * 4L);
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum = FloatVector.fromMemorySegment(S, row, 0, LITTLE_ENDIAN, lanes)
                        .fma(factor, sum);
            }
            sum.intoMemorySegment(out, batch.vectorOffset(bag, column), LITTLE_ENDIAN, lanes);
        }
    }

    private static FloatVector load(MemorySegment row, long offsetBytes) {
        return FloatVector.fromMemorySegment(S, row, offsetBytes, LITTLE_ENDIAN);
    }
}
