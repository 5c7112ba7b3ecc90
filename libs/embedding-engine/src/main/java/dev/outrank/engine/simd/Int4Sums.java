package dev.outrank.engine.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of rows of int4, row-wise, read where they are. A register of bytes feeds two sums, of the even columns (low nibbles) and of the odd ones; they are
 * interleaved once a bag, in the vector: with that in the same method it is more than the JIT compiler takes in.
 */
final class Int4Sums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final long REGISTER = S.vectorByteSize();
    /** Bytes that are as many as a register has floats. */
    private static final long QUARTER = REGISTER / 4;

    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(S.vectorBitSize() / 4));
    private static final VectorShuffle<Float> FIRST_HALF = VectorShuffle.makeZip(S, 0);
    private static final VectorShuffle<Float> SECOND_HALF = VectorShuffle.makeZip(S, 1);
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private Int4Sums() {}

    /** Pools the bags {@code [first, end)}. */
    static void pool(Batch batch, int first, int end) {
        int dim = batch.dim();
        int column = 0;
        for (; column + 4 * LANES <= dim; column += 4 * LANES) {
            four(batch, first, end, column);
            interleaveInPlace(batch, first, end, column, 4);
        }
        if (column + 2 * LANES <= dim) {
            two(batch, first, end, column);
            interleaveInPlace(batch, first, end, column, 2);
            column += 2 * LANES;
        }
        if (column < dim) {
            rest(batch, first, end, column, dim - column);
        }
    }

    private static void four(Batch batch, int first, int end, int column) {
        MemorySegment out = batch.out();
        for (int bag = first; bag < end; bag++) {
            FloatVector even0 = FloatVector.zero(S);
            FloatVector odd0 = FloatVector.zero(S);
            FloatVector even1 = FloatVector.zero(S);
            FloatVector odd1 = FloatVector.zero(S);
            float biases = 0;
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column / 2, 2 * QUARTER);
                MemorySegment affine = batch.row(i, (batch.dim() + 1) / 2, 2 * Short.BYTES);
                float weight = batch.weight(i);
                FloatVector factor = FloatVector.broadcast(S, weight * half(affine, 0));
                biases = Math.fma(weight, half(affine, Short.BYTES), biases);
                IntVector pairs0 = load(row, 0);
                even0 = evens(pairs0).fma(factor, even0);
                odd0 = odds(pairs0).fma(factor, odd0);
                IntVector pairs1 = load(row, QUARTER);
                even1 = evens(pairs1).fma(factor, even1);
                odd1 = odds(pairs1).fma(factor, odd1);
            }
            long vector = batch.vectorOffset(bag, column);
            even0.add(biases).intoMemorySegment(out, vector, LITTLE_ENDIAN);
            odd0.add(biases).intoMemorySegment(out, vector + REGISTER, LITTLE_ENDIAN);
            even1.add(biases).intoMemorySegment(out, vector + 2 * REGISTER, LITTLE_ENDIAN);
            odd1.add(biases).intoMemorySegment(out, vector + 3 * REGISTER, LITTLE_ENDIAN);
        }
    }

    private static void two(Batch batch, int first, int end, int column) {
        MemorySegment out = batch.out();
        for (int bag = first; bag < end; bag++) {
            FloatVector even0 = FloatVector.zero(S);
            FloatVector odd0 = FloatVector.zero(S);
            float biases = 0;
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column / 2, QUARTER);
                MemorySegment affine = batch.row(i, (batch.dim() + 1) / 2, 2 * Short.BYTES);
                float weight = batch.weight(i);
                FloatVector factor = FloatVector.broadcast(S, weight * half(affine, 0));
                biases = Math.fma(weight, half(affine, Short.BYTES), biases);
                IntVector pairs0 = load(row, 0);
                even0 = evens(pairs0).fma(factor, even0);
                odd0 = odds(pairs0).fma(factor, odd0);
            }
            long vector = batch.vectorOffset(bag, column);
            even0.add(biases).intoMemorySegment(out, vector, LITTLE_ENDIAN);
            odd0.add(biases).intoMemorySegment(out, vector + REGISTER, LITTLE_ENDIAN);
        }
    }

    /** The last columns, fewer than two registers hold. */
    private static void rest(Batch batch, int first, int end, int column, int count) {
        MemorySegment out = batch.out();
        int byteCount = (count + 1) / 2;
        int firstCount = Math.min(count, LANES);
        VectorMask<Byte> bytes = BYTES.indexInRange(0, byteCount);
        VectorMask<Float> firstLanes = S.indexInRange(0, firstCount);
        VectorMask<Float> secondLanes = S.indexInRange(LANES, count);
        for (int bag = first; bag < end; bag++) {
            FloatVector even = FloatVector.zero(S);
            FloatVector odd = FloatVector.zero(S);
            float biases = 0;
            for (int i = batch.offset(bag), to = batch.offset(bag + 1); i < to; i++) {
                MemorySegment row = batch.row(i, column / 2, byteCount);
                MemorySegment affine = batch.row(i, (batch.dim() + 1) / 2, 2 * Short.BYTES);
                float weight = batch.weight(i);
                FloatVector factor = FloatVector.broadcast(S, weight * half(affine, 0));
                biases = Math.fma(weight, half(affine, Short.BYTES), biases);
                IntVector pairs = toInts(ByteVector.fromMemorySegment(BYTES, row, 0, LITTLE_ENDIAN, bytes));
                even = evens(pairs).fma(factor, even);
                odd = odds(pairs).fma(factor, odd);
            }
            even.rearrange(FIRST_HALF, odd)
                    .add(biases)
                    .intoMemorySegment(out, batch.vectorOffset(bag, column), LITTLE_ENDIAN, firstLanes);
            if (count > LANES) {
                even.rearrange(SECOND_HALF, odd)
                        .add(biases)
                        .intoMemorySegment(out, batch.vectorOffset(bag, column + LANES), LITTLE_ENDIAN, secondLanes);
            }
        }
    }

    /** Orders columns of vectors that were written as registers of even and of odd ones in turn. */
    private static void interleaveInPlace(Batch batch, int first, int end, int column, int registers) {
        MemorySegment out = batch.out();
        for (int bag = first; bag < end; bag++) {
            for (int r = 0; r < registers; r += 2) {
                long vector = batch.vectorOffset(bag, column + r * LANES);
                FloatVector even = FloatVector.fromMemorySegment(S, out, vector, LITTLE_ENDIAN);
                FloatVector odd = FloatVector.fromMemorySegment(S, out, vector + REGISTER, LITTLE_ENDIAN);
                even.rearrange(FIRST_HALF, odd).intoMemorySegment(out, vector, LITTLE_ENDIAN);
                even.rearrange(SECOND_HALF, odd).intoMemorySegment(out, vector + REGISTER, LITTLE_ENDIAN);
            }
        }
    }

    private static float half(MemorySegment affine, long offsetBytes) {
        return Float.float16ToFloat(affine.get(HALF, offsetBytes));
    }

    private static IntVector load(MemorySegment row, long offsetBytes) {
        return toInts(ByteVector.fromMemorySegment(BYTES, row, offsetBytes, LITTLE_ENDIAN));
    }

    private static IntVector toInts(ByteVector bytes) {
        return (IntVector) bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    }

    private static FloatVector evens(IntVector pairs) {
        return (FloatVector) pairs.and(0xF).convertShape(VectorOperators.I2F, S, 0);
    }

    private static FloatVector odds(IntVector pairs) {
        return (FloatVector) pairs.lanewise(VectorOperators.LSHR, 4).convertShape(VectorOperators.I2F, S, 0);
    }
}
