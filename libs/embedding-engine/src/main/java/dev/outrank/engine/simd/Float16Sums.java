package dev.outrank.engine.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows of float16 that are unpacked. */
final class Float16Sums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final long REGISTER = S.vectorByteSize();

    private Float16Sums() {}

    /**
     * Pools the bags {@code [first, end)}.
     *
     * @param floats their rows, {@code [rows, dim]}
     */
    static void pool(Batch batch, int first, int end, float[] floats) {
        int dim = batch.dim();
        int column = 0;
        for (; column + 8 * LANES <= dim; column += 8 * LANES) {
            eight(batch, first, end, column, floats);
        }
        if (column + 4 * LANES <= dim) {
            four(batch, first, end, column, floats);
            column += 4 * LANES;
        }
        if (column + 2 * LANES <= dim) {
            two(batch, first, end, column, floats);
            column += 2 * LANES;
        }
        if (column + LANES <= dim) {
            one(batch, first, end, column, floats);
            column += LANES;
        }
        if (column < dim) {
            rest(batch, first, end, column, dim - column, floats);
        }
    }

    private static void eight(Batch batch, int first, int end, int column, float[] floats) {
        MemorySegment out = batch.out();
        int dim = batch.dim();
        int at = column;
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            FloatVector sum2 = FloatVector.zero(S);
            FloatVector sum3 = FloatVector.zero(S);
            FloatVector sum4 = FloatVector.zero(S);
            FloatVector sum5 = FloatVector.zero(S);
            FloatVector sum6 = FloatVector.zero(S);
            FloatVector sum7 = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++, at += dim) {
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum0 = FloatVector.fromArray(S, floats, at).fma(factor, sum0);
                sum1 = FloatVector.fromArray(S, floats, at + LANES).fma(factor, sum1);
                sum2 = FloatVector.fromArray(S, floats, at + 2 * LANES).fma(factor, sum2);
                sum3 = FloatVector.fromArray(S, floats, at + 3 * LANES).fma(factor, sum3);
                sum4 = FloatVector.fromArray(S, floats, at + 4 * LANES).fma(factor, sum4);
                sum5 = FloatVector.fromArray(S, floats, at + 5 * LANES).fma(factor, sum5);
                sum6 = FloatVector.fromArray(S, floats, at + 6 * LANES).fma(factor, sum6);
                sum7 = FloatVector.fromArray(S, floats, at + 7 * LANES).fma(factor, sum7);
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

    private static void four(Batch batch, int first, int end, int column, float[] floats) {
        MemorySegment out = batch.out();
        int dim = batch.dim();
        int at = column;
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            FloatVector sum2 = FloatVector.zero(S);
            FloatVector sum3 = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++, at += dim) {
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum0 = FloatVector.fromArray(S, floats, at).fma(factor, sum0);
                sum1 = FloatVector.fromArray(S, floats, at + LANES).fma(factor, sum1);
                sum2 = FloatVector.fromArray(S, floats, at + 2 * LANES).fma(factor, sum2);
                sum3 = FloatVector.fromArray(S, floats, at + 3 * LANES).fma(factor, sum3);
            }
            long vector = batch.vectorOffset(bag, column);
            sum0.intoMemorySegment(out, vector, LITTLE_ENDIAN);
            sum1.intoMemorySegment(out, vector + REGISTER, LITTLE_ENDIAN);
            sum2.intoMemorySegment(out, vector + 2 * REGISTER, LITTLE_ENDIAN);
            sum3.intoMemorySegment(out, vector + 3 * REGISTER, LITTLE_ENDIAN);
        }
    }

    private static void two(Batch batch, int first, int end, int column, float[] floats) {
        MemorySegment out = batch.out();
        int dim = batch.dim();
        int at = column;
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++, at += dim) {
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum0 = FloatVector.fromArray(S, floats, at).fma(factor, sum0);
                sum1 = FloatVector.fromArray(S, floats, at + LANES).fma(factor, sum1);
            }
            long vector = batch.vectorOffset(bag, column);
            sum0.intoMemorySegment(out, vector, LITTLE_ENDIAN);
            sum1.intoMemorySegment(out, vector + REGISTER, LITTLE_ENDIAN);
        }
    }

    private static void one(Batch batch, int first, int end, int column, float[] floats) {
        MemorySegment out = batch.out();
        int dim = batch.dim();
        int at = column;
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++, at += dim) {
                FloatVector factor = FloatVector.broadcast(S, batch.weight(i));
                sum0 = FloatVector.fromArray(S, floats, at).fma(factor, sum0);
            }
            long vector = batch.vectorOffset(bag, column);
            sum0.intoMemorySegment(out, vector, LITTLE_ENDIAN);
        }
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(Batch batch, int first, int end, int column, int count, float[] floats) {
        MemorySegment out = batch.out();
        VectorMask<Float> lanes = S.indexInRange(0, count);
        int dim = batch.dim();
        int at = column;
        for (int bag = first; bag < end; bag++) {
            FloatVector sum = FloatVector.zero(S);
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++, at += dim) {
                sum = FloatVector.fromArray(S, floats, at, lanes).fma(FloatVector.broadcast(S, batch.weight(i)), sum);
            }
            sum.intoMemorySegment(out, batch.vectorOffset(bag, column), LITTLE_ENDIAN, lanes);
        }
    }

    /**
     * Adds rows to the sum of one bag, for a bag of more rows than are unpacked at a time.
     *
     * @param from the position of the first of the rows
     * @param rows how many
     */
    static void addInto(float[] sums, Batch batch, int from, int rows, float[] floats) {
        int dim = batch.dim();
        for (int column = 0; column < dim; column += LANES) {
            VectorMask<Float> lanes = S.indexInRange(column, dim);
            FloatVector sum = FloatVector.fromArray(S, sums, column, lanes);
            for (int i = 0; i < rows; i++) {
                FloatVector factor = FloatVector.broadcast(S, batch.weight(from + i));
                sum = FloatVector.fromArray(S, floats, i * dim + column, lanes).fma(factor, sum);
            }
            sum.intoArray(sums, column, lanes);
        }
    }

    /** Writes the vector of such a bag. */
    static void store(float[] sums, Batch batch, int bag) {
        MemorySegment out = batch.out();
        int dim = batch.dim();
        for (int column = 0; column < dim; column += LANES) {
            VectorMask<Float> lanes = S.indexInRange(column, dim);
            long vector = batch.vectorOffset(bag, column);
            FloatVector.fromArray(S, sums, column, lanes).intoMemorySegment(out, vector, LITTLE_ENDIAN, lanes);
        }
    }
}
