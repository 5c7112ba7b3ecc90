package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows of float32, read where they are. */
final class Float32Sums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int REGISTER = S.vectorByteSize();

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
            float divisor = batch.divisor(bag);
            MemorySegment vector = batch.vector(bag, column, 8 * LANES);
            Batch.store(sum0, divisor, vector, 0);
            Batch.store(sum1, divisor, vector, REGISTER);
            Batch.store(sum2, divisor, vector, 2 * REGISTER);
            Batch.store(sum3, divisor, vector, 3 * REGISTER);
            Batch.store(sum4, divisor, vector, 4 * REGISTER);
            Batch.store(sum5, divisor, vector, 5 * REGISTER);
            Batch.store(sum6, divisor, vector, 6 * REGISTER);
            Batch.store(sum7, divisor, vector, 7 * REGISTER);
        }
    }

    private static void four(Batch batch, int first, int end, int column) {
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
            float divisor = batch.divisor(bag);
            MemorySegment vector = batch.vector(bag, column, 4 * LANES);
            Batch.store(sum0, divisor, vector, 0);
            Batch.store(sum1, divisor, vector, REGISTER);
            Batch.store(sum2, divisor, vector, 2 * REGISTER);
            Batch.store(sum3, divisor, vector, 3 * REGISTER);
        }
    }

    private static void two(Batch batch, int first, int end, int column) {
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column * 4L, 2 * REGISTER);
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum0 = load(row, 0).fma(factor, sum0);
                sum1 = load(row, REGISTER).fma(factor, sum1);
            }
            float divisor = batch.divisor(bag);
            MemorySegment vector = batch.vector(bag, column, 2 * LANES);
            Batch.store(sum0, divisor, vector, 0);
            Batch.store(sum1, divisor, vector, REGISTER);
        }
    }

    private static void one(Batch batch, int first, int end, int column) {
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column * 4L, REGISTER);
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum0 = load(row, 0).fma(factor, sum0);
            }
            float divisor = batch.divisor(bag);
            MemorySegment vector = batch.vector(bag, column, LANES);
            Batch.store(sum0, divisor, vector, 0);
        }
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(Batch batch, int first, int end, int column, int count) {
        VectorMask<Float> lanes = S.indexInRange(0, count);
        for (int bag = first; bag < end; bag++) {
            FloatVector sum = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column * 4L, count * 4);
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum = FloatVector.fromMemorySegment(S, row, 0, ByteOrder.LITTLE_ENDIAN, lanes)
                        .fma(factor, sum);
            }
            Batch.store(sum, batch.divisor(bag), batch.vector(bag, column, count), lanes);
        }
    }

    private static FloatVector load(MemorySegment row, int offsetBytes) {
        return FloatVector.fromMemorySegment(S, row, offsetBytes, ByteOrder.LITTLE_ENDIAN);
    }
}
