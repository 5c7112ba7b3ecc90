package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows of float32. */
final class Float32Sums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    private Float32Sums() {}

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
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight);
            sum0 = load(row, column).fma(factor, sum0);
            sum1 = load(row, column + LANES).fma(factor, sum1);
            sum2 = load(row, column + 2 * LANES).fma(factor, sum2);
            sum3 = load(row, column + 3 * LANES).fma(factor, sum3);
            sum4 = load(row, column + 4 * LANES).fma(factor, sum4);
            sum5 = load(row, column + 5 * LANES).fma(factor, sum5);
            sum6 = load(row, column + 6 * LANES).fma(factor, sum6);
            sum7 = load(row, column + 7 * LANES).fma(factor, sum7);
        }
        bag.finish(sum0, column);
        bag.finish(sum1, column + LANES);
        bag.finish(sum2, column + 2 * LANES);
        bag.finish(sum3, column + 3 * LANES);
        bag.finish(sum4, column + 4 * LANES);
        bag.finish(sum5, column + 5 * LANES);
        bag.finish(sum6, column + 6 * LANES);
        bag.finish(sum7, column + 7 * LANES);
    }

    private static void four(Bag bag, int column) {
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector sum2 = FloatVector.zero(S);
        FloatVector sum3 = FloatVector.zero(S);
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight);
            sum0 = load(row, column).fma(factor, sum0);
            sum1 = load(row, column + LANES).fma(factor, sum1);
            sum2 = load(row, column + 2 * LANES).fma(factor, sum2);
            sum3 = load(row, column + 3 * LANES).fma(factor, sum3);
        }
        bag.finish(sum0, column);
        bag.finish(sum1, column + LANES);
        bag.finish(sum2, column + 2 * LANES);
        bag.finish(sum3, column + 3 * LANES);
    }

    private static void two(Bag bag, int column) {
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight);
            sum0 = load(row, column).fma(factor, sum0);
            sum1 = load(row, column + LANES).fma(factor, sum1);
        }
        bag.finish(sum0, column);
        bag.finish(sum1, column + LANES);
    }

    private static void one(Bag bag, int column) {
        FloatVector sum0 = FloatVector.zero(S);
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight);
            sum0 = load(row, column).fma(factor, sum0);
        }
        bag.finish(sum0, column);
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(Bag bag, int column, int count) {
        VectorMask<Float> lanes = S.indexInRange(0, count);
        FloatVector sum = FloatVector.zero(S);
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            MemorySegment row = bag.row(i);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight);
            sum = FloatVector.fromMemorySegment(S, row, column * 4L, ByteOrder.LITTLE_ENDIAN, lanes)
                    .fma(factor, sum);
        }
        bag.finish(sum, column, lanes);
    }

    private static FloatVector load(MemorySegment row, int column) {
        return FloatVector.fromMemorySegment(S, row, column * 4L, ByteOrder.LITTLE_ENDIAN);
    }
}
