package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows of int8, row-wise. */
final class Int8Sums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(S.vectorBitSize() / 4));

    private Int8Sums() {}

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
        if (column + LANES <= dim) {
            one(bag, column);
            column += LANES;
        }
        if (column < dim) {
            rest(bag, column, dim - column);
        }
    }

    private static void eight(Bag bag, int column) {
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector sum2 = FloatVector.zero(S);
        FloatVector sum3 = FloatVector.zero(S);
        FloatVector sum4 = FloatVector.zero(S);
        FloatVector sum5 = FloatVector.zero(S);
        FloatVector sum6 = FloatVector.zero(S);
        FloatVector sum7 = FloatVector.zero(S);
        float biases = 0;
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight * bag.float32(row, bag.dim()));
            biases = Math.fma(weight, bag.float32(row, bag.dim() + 4L), biases);
            sum0 = load(row, column).fma(factor, sum0);
            sum1 = load(row, column + LANES).fma(factor, sum1);
            sum2 = load(row, column + 2 * LANES).fma(factor, sum2);
            sum3 = load(row, column + 3 * LANES).fma(factor, sum3);
            sum4 = load(row, column + 4 * LANES).fma(factor, sum4);
            sum5 = load(row, column + 5 * LANES).fma(factor, sum5);
            sum6 = load(row, column + 6 * LANES).fma(factor, sum6);
            sum7 = load(row, column + 7 * LANES).fma(factor, sum7);
        }
        FloatVector bias = FloatVector.broadcast(S, biases);
        bag.finish(sum0.add(bias), column);
        bag.finish(sum1.add(bias), column + LANES);
        bag.finish(sum2.add(bias), column + 2 * LANES);
        bag.finish(sum3.add(bias), column + 3 * LANES);
        bag.finish(sum4.add(bias), column + 4 * LANES);
        bag.finish(sum5.add(bias), column + 5 * LANES);
        bag.finish(sum6.add(bias), column + 6 * LANES);
        bag.finish(sum7.add(bias), column + 7 * LANES);
    }

    private static void four(Bag bag, int column) {
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector sum2 = FloatVector.zero(S);
        FloatVector sum3 = FloatVector.zero(S);
        float biases = 0;
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight * bag.float32(row, bag.dim()));
            biases = Math.fma(weight, bag.float32(row, bag.dim() + 4L), biases);
            sum0 = load(row, column).fma(factor, sum0);
            sum1 = load(row, column + LANES).fma(factor, sum1);
            sum2 = load(row, column + 2 * LANES).fma(factor, sum2);
            sum3 = load(row, column + 3 * LANES).fma(factor, sum3);
        }
        FloatVector bias = FloatVector.broadcast(S, biases);
        bag.finish(sum0.add(bias), column);
        bag.finish(sum1.add(bias), column + LANES);
        bag.finish(sum2.add(bias), column + 2 * LANES);
        bag.finish(sum3.add(bias), column + 3 * LANES);
    }

    private static void two(Bag bag, int column) {
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        float biases = 0;
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight * bag.float32(row, bag.dim()));
            biases = Math.fma(weight, bag.float32(row, bag.dim() + 4L), biases);
            sum0 = load(row, column).fma(factor, sum0);
            sum1 = load(row, column + LANES).fma(factor, sum1);
        }
        FloatVector bias = FloatVector.broadcast(S, biases);
        bag.finish(sum0.add(bias), column);
        bag.finish(sum1.add(bias), column + LANES);
    }

    private static void one(Bag bag, int column) {
        FloatVector sum0 = FloatVector.zero(S);
        float biases = 0;
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight * bag.float32(row, bag.dim()));
            biases = Math.fma(weight, bag.float32(row, bag.dim() + 4L), biases);
            sum0 = load(row, column).fma(factor, sum0);
        }
        FloatVector bias = FloatVector.broadcast(S, biases);
        bag.finish(sum0.add(bias), column);
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(Bag bag, int column, int count) {
        VectorMask<Float> lanes = S.indexInRange(0, count);
        VectorMask<Byte> bytes = BYTES.indexInRange(0, count);
        FloatVector sum = FloatVector.zero(S);
        float biases = 0;
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight * bag.float32(row, bag.dim()));
            biases = Math.fma(weight, bag.float32(row, bag.dim() + 4L), biases);
            sum = toFloats(ByteVector.fromMemorySegment(BYTES, row, column, ByteOrder.LITTLE_ENDIAN, bytes))
                    .fma(factor, sum);
        }
        bag.finish(sum.add(FloatVector.broadcast(S, biases)), column, lanes);
    }

    private static FloatVector load(MemorySegment row, int column) {
        return toFloats(ByteVector.fromMemorySegment(BYTES, row, column, ByteOrder.LITTLE_ENDIAN));
    }

    private static FloatVector toFloats(ByteVector bytes) {
        return (FloatVector)
                bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0).convertShape(VectorOperators.I2F, S, 0);
    }
}
