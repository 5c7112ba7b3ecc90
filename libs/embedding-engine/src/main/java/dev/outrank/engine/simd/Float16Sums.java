package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of rows of float16.
 *
 * <p>The Vector API of this JDK has no conversion of halves, but the compiler turns a loop over {@link Float#float16ToFloat} into one; so the columns of a
 * row are converted into an array first. Converting in vectors of integers took 1.5 to 3 times as long here, on rows in the cache.
 */
final class Float16Sums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Float16Sums() {}

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
        float[] floats = bag.floats();
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector sum2 = FloatVector.zero(S);
        FloatVector sum3 = FloatVector.zero(S);
        FloatVector sum4 = FloatVector.zero(S);
        FloatVector sum5 = FloatVector.zero(S);
        FloatVector sum6 = FloatVector.zero(S);
        FloatVector sum7 = FloatVector.zero(S);
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            decodeInto(bag.row(i), column, 8 * LANES, floats);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight);
            sum0 = FloatVector.fromArray(S, floats, 0).fma(factor, sum0);
            sum1 = FloatVector.fromArray(S, floats, LANES).fma(factor, sum1);
            sum2 = FloatVector.fromArray(S, floats, 2 * LANES).fma(factor, sum2);
            sum3 = FloatVector.fromArray(S, floats, 3 * LANES).fma(factor, sum3);
            sum4 = FloatVector.fromArray(S, floats, 4 * LANES).fma(factor, sum4);
            sum5 = FloatVector.fromArray(S, floats, 5 * LANES).fma(factor, sum5);
            sum6 = FloatVector.fromArray(S, floats, 6 * LANES).fma(factor, sum6);
            sum7 = FloatVector.fromArray(S, floats, 7 * LANES).fma(factor, sum7);
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
        float[] floats = bag.floats();
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector sum2 = FloatVector.zero(S);
        FloatVector sum3 = FloatVector.zero(S);
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            decodeInto(bag.row(i), column, 4 * LANES, floats);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight);
            sum0 = FloatVector.fromArray(S, floats, 0).fma(factor, sum0);
            sum1 = FloatVector.fromArray(S, floats, LANES).fma(factor, sum1);
            sum2 = FloatVector.fromArray(S, floats, 2 * LANES).fma(factor, sum2);
            sum3 = FloatVector.fromArray(S, floats, 3 * LANES).fma(factor, sum3);
        }
        bag.finish(sum0, column);
        bag.finish(sum1, column + LANES);
        bag.finish(sum2, column + 2 * LANES);
        bag.finish(sum3, column + 3 * LANES);
    }

    private static void two(Bag bag, int column) {
        float[] floats = bag.floats();
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            decodeInto(bag.row(i), column, 2 * LANES, floats);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight);
            sum0 = FloatVector.fromArray(S, floats, 0).fma(factor, sum0);
            sum1 = FloatVector.fromArray(S, floats, LANES).fma(factor, sum1);
        }
        bag.finish(sum0, column);
        bag.finish(sum1, column + LANES);
    }

    private static void one(Bag bag, int column) {
        float[] floats = bag.floats();
        FloatVector sum0 = FloatVector.zero(S);
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            decodeInto(bag.row(i), column, LANES, floats);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight);
            sum0 = FloatVector.fromArray(S, floats, 0).fma(factor, sum0);
        }
        bag.finish(sum0, column);
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(Bag bag, int column, int count) {
        VectorMask<Float> lanes = S.indexInRange(0, count);
        float[] floats = bag.floats();
        FloatVector sum = FloatVector.zero(S);
        for (int i = bag.from(), to = bag.to(); i < to; i++) {
            decodeInto(bag.row(i), column, count, floats);
            float weight = bag.weight(i);
            FloatVector factor = FloatVector.broadcast(S, weight);
            sum = FloatVector.fromArray(S, floats, 0, lanes).fma(factor, sum);
        }
        bag.finish(sum, column, lanes);
    }

    private static void decodeInto(MemorySegment row, int column, int count, float[] floats) {
        MemorySegment halves = row.asSlice(column * 2L, count * 2L);
        for (int i = 0; i < count; i++) {
            floats[i] = Float.float16ToFloat(halves.getAtIndex(HALF, i));
        }
    }
}
