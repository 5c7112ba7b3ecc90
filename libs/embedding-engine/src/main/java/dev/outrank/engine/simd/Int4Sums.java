package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of rows of int4, row-wise. A register of bytes feeds two sums, of the even columns (low nibbles) and of the odd ones; they are interleaved
 * once a bag.
 */
final class Int4Sums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(S.vectorBitSize() / 4));

    private static final VectorShuffle<Float> FIRST_HALF = VectorShuffle.makeZip(S, 0);
    private static final VectorShuffle<Float> SECOND_HALF = VectorShuffle.makeZip(S, 1);

    private Int4Sums() {}

    /** Pools the bag that {@code bag} is at. */
    static void pool(Bag bag) {
        int dim = bag.dim();
        int column = 0;
        for (; column + 8 * LANES <= dim; column += 8 * LANES) {
            eight(bag, column);
        }
        if (column + 4 * LANES <= dim) {
            four(bag, column);
            column += 4 * LANES;
        }
        if (column + 2 * LANES <= dim) {
            two(bag, column);
            column += 2 * LANES;
        }
        if (column < dim) {
            rest(bag, column, dim - column);
        }
    }

    private static void eight(Bag bag, int column) {
        FloatVector even0 = FloatVector.zero(S);
        FloatVector odd0 = FloatVector.zero(S);
        FloatVector even1 = FloatVector.zero(S);
        FloatVector odd1 = FloatVector.zero(S);
        FloatVector even2 = FloatVector.zero(S);
        FloatVector odd2 = FloatVector.zero(S);
        FloatVector even3 = FloatVector.zero(S);
        FloatVector odd3 = FloatVector.zero(S);
        float biases = 0;
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight * bag.scale4(row));
            biases = Math.fma(weight, bag.bias4(row), biases);
            IntVector pairs0 = load(row, column / 2);
            even0 = evens(pairs0).fma(factor, even0);
            odd0 = odds(pairs0).fma(factor, odd0);
            IntVector pairs1 = load(row, column / 2 + LANES);
            even1 = evens(pairs1).fma(factor, even1);
            odd1 = odds(pairs1).fma(factor, odd1);
            IntVector pairs2 = load(row, column / 2 + 2 * LANES);
            even2 = evens(pairs2).fma(factor, even2);
            odd2 = odds(pairs2).fma(factor, odd2);
            IntVector pairs3 = load(row, column / 2 + 3 * LANES);
            even3 = evens(pairs3).fma(factor, even3);
            odd3 = odds(pairs3).fma(factor, odd3);
        }
        FloatVector bias = FloatVector.broadcast(S, biases);
        bag.finish(even0.rearrange(FIRST_HALF, odd0).add(bias), column);
        bag.finish(even0.rearrange(SECOND_HALF, odd0).add(bias), column + LANES);
        bag.finish(even1.rearrange(FIRST_HALF, odd1).add(bias), column + 2 * LANES);
        bag.finish(even1.rearrange(SECOND_HALF, odd1).add(bias), column + 3 * LANES);
        bag.finish(even2.rearrange(FIRST_HALF, odd2).add(bias), column + 4 * LANES);
        bag.finish(even2.rearrange(SECOND_HALF, odd2).add(bias), column + 5 * LANES);
        bag.finish(even3.rearrange(FIRST_HALF, odd3).add(bias), column + 6 * LANES);
        bag.finish(even3.rearrange(SECOND_HALF, odd3).add(bias), column + 7 * LANES);
    }

    private static void four(Bag bag, int column) {
        FloatVector even0 = FloatVector.zero(S);
        FloatVector odd0 = FloatVector.zero(S);
        FloatVector even1 = FloatVector.zero(S);
        FloatVector odd1 = FloatVector.zero(S);
        float biases = 0;
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight * bag.scale4(row));
            biases = Math.fma(weight, bag.bias4(row), biases);
            IntVector pairs0 = load(row, column / 2);
            even0 = evens(pairs0).fma(factor, even0);
            odd0 = odds(pairs0).fma(factor, odd0);
            IntVector pairs1 = load(row, column / 2 + LANES);
            even1 = evens(pairs1).fma(factor, even1);
            odd1 = odds(pairs1).fma(factor, odd1);
        }
        FloatVector bias = FloatVector.broadcast(S, biases);
        bag.finish(even0.rearrange(FIRST_HALF, odd0).add(bias), column);
        bag.finish(even0.rearrange(SECOND_HALF, odd0).add(bias), column + LANES);
        bag.finish(even1.rearrange(FIRST_HALF, odd1).add(bias), column + 2 * LANES);
        bag.finish(even1.rearrange(SECOND_HALF, odd1).add(bias), column + 3 * LANES);
    }

    private static void two(Bag bag, int column) {
        FloatVector even0 = FloatVector.zero(S);
        FloatVector odd0 = FloatVector.zero(S);
        float biases = 0;
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight * bag.scale4(row));
            biases = Math.fma(weight, bag.bias4(row), biases);
            IntVector pairs0 = load(row, column / 2);
            even0 = evens(pairs0).fma(factor, even0);
            odd0 = odds(pairs0).fma(factor, odd0);
        }
        FloatVector bias = FloatVector.broadcast(S, biases);
        bag.finish(even0.rearrange(FIRST_HALF, odd0).add(bias), column);
        bag.finish(even0.rearrange(SECOND_HALF, odd0).add(bias), column + LANES);
    }

    /** The last columns, fewer than two registers hold. */
    private static void rest(Bag bag, int column, int count) {
        VectorMask<Byte> bytes = BYTES.indexInRange(0, (count + 1) / 2);
        FloatVector even = FloatVector.zero(S);
        FloatVector odd = FloatVector.zero(S);
        float biases = 0;
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight * bag.scale4(row));
            biases = Math.fma(weight, bag.bias4(row), biases);
            IntVector pairs =
                    toInts(ByteVector.fromMemorySegment(BYTES, row, column / 2, ByteOrder.LITTLE_ENDIAN, bytes));
            even = evens(pairs).fma(factor, even);
            odd = odds(pairs).fma(factor, odd);
        }
        FloatVector bias = FloatVector.broadcast(S, biases);
        bag.finish(even.rearrange(FIRST_HALF, odd).add(bias), column, S.indexInRange(0, count));
        if (count > LANES) {
            FloatVector second = even.rearrange(SECOND_HALF, odd).add(bias);
            bag.finish(second, column + LANES, S.indexInRange(0, count - LANES));
        }
    }

    private static IntVector load(MemorySegment row, int firstByte) {
        return toInts(ByteVector.fromMemorySegment(BYTES, row, firstByte, ByteOrder.LITTLE_ENDIAN));
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
