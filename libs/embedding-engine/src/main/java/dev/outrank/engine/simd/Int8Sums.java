package dev.outrank.engine.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows of int8, row-wise, read where they are. Four registers at a time: eight were more than the JIT compiler takes in. */
final class Int8Sums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final long REGISTER = S.vectorByteSize();
    /** Bytes that are as many as a register has floats. */
    private static final long QUARTER = REGISTER / 4;

    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(S.vectorBitSize() / 4));
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private Int8Sums() {}

    /** Pools the bags {@code [first, end)}. */
    static void pool(Batch batch, int first, int end) {
        int dim = batch.dim();
        int column = 0;
        for (; column + 4 * LANES <= dim; column += 4 * LANES) {
            four(batch, first, end, column);
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

    private static void four(Batch batch, int first, int end, int column) {
        MemorySegment out = batch.out();
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            FloatVector sum2 = FloatVector.zero(S);
            FloatVector sum3 = FloatVector.zero(S);
            float biases = 0;
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column, 4 * QUARTER);
                MemorySegment affine = batch.row(i, batch.dim(), 2 * Float.BYTES);
                float weight = batch.weight(i);
                FloatVector factor = FloatVector.broadcast(S, weight * affine.get(FLOAT, 0));
                biases = Math.fma(weight, affine.get(FLOAT, Float.BYTES), biases);
                sum0 = load(row, 0).fma(factor, sum0);
                sum1 = load(row, QUARTER).fma(factor, sum1);
                sum2 = load(row, 2 * QUARTER).fma(factor, sum2);
                sum3 = load(row, 3 * QUARTER).fma(factor, sum3);
            }
            long vector = batch.vectorOffset(bag, column);
            sum0.add(biases).intoMemorySegment(out, vector, LITTLE_ENDIAN);
            sum1.add(biases).intoMemorySegment(out, vector + REGISTER, LITTLE_ENDIAN);
            sum2.add(biases).intoMemorySegment(out, vector + 2 * REGISTER, LITTLE_ENDIAN);
            sum3.add(biases).intoMemorySegment(out, vector + 3 * REGISTER, LITTLE_ENDIAN);
        }
    }

    private static void two(Batch batch, int first, int end, int column) {
        MemorySegment out = batch.out();
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            float biases = 0;
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column, 2 * QUARTER);
                MemorySegment affine = batch.row(i, batch.dim(), 2 * Float.BYTES);
                float weight = batch.weight(i);
                FloatVector factor = FloatVector.broadcast(S, weight * affine.get(FLOAT, 0));
                biases = Math.fma(weight, affine.get(FLOAT, Float.BYTES), biases);
                sum0 = load(row, 0).fma(factor, sum0);
                sum1 = load(row, QUARTER).fma(factor, sum1);
            }
            long vector = batch.vectorOffset(bag, column);
            sum0.add(biases).intoMemorySegment(out, vector, LITTLE_ENDIAN);
            sum1.add(biases).intoMemorySegment(out, vector + REGISTER, LITTLE_ENDIAN);
        }
    }

    private static void one(Batch batch, int first, int end, int column) {
        MemorySegment out = batch.out();
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            float biases = 0;
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column, QUARTER);
                MemorySegment affine = batch.row(i, batch.dim(), 2 * Float.BYTES);
                float weight = batch.weight(i);
                FloatVector factor = FloatVector.broadcast(S, weight * affine.get(FLOAT, 0));
                biases = Math.fma(weight, affine.get(FLOAT, Float.BYTES), biases);
                sum0 = load(row, 0).fma(factor, sum0);
            }
            long vector = batch.vectorOffset(bag, column);
            sum0.add(biases).intoMemorySegment(out, vector, LITTLE_ENDIAN);
        }
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(Batch batch, int first, int end, int column, int count) {
        MemorySegment out = batch.out();
        VectorMask<Float> lanes = S.indexInRange(0, count);
        VectorMask<Byte> bytes = BYTES.indexInRange(0, count);
        for (int bag = first; bag < end; bag++) {
            FloatVector sum = FloatVector.zero(S);
            float biases = 0;
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column, count);
                MemorySegment affine = batch.row(i, batch.dim(), 2 * Float.BYTES);
                float weight = batch.weight(i);
                FloatVector factor = FloatVector.broadcast(S, weight * affine.get(FLOAT, 0));
                biases = Math.fma(weight, affine.get(FLOAT, Float.BYTES), biases);
                sum = toFloats(ByteVector.fromMemorySegment(BYTES, row, 0, LITTLE_ENDIAN, bytes))
                        .fma(factor, sum);
            }
            sum.add(biases).intoMemorySegment(out, batch.vectorOffset(bag, column), LITTLE_ENDIAN, lanes);
        }
    }

    private static FloatVector load(MemorySegment row, long offsetBytes) {
        return toFloats(ByteVector.fromMemorySegment(BYTES, row, offsetBytes, LITTLE_ENDIAN));
    }

    private static FloatVector toFloats(ByteVector bytes) {
        return (FloatVector)
                bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0).convertShape(VectorOperators.I2F, S, 0);
    }
}
