package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows, each multiplied by its weight and added with one rounding. */
final class WeightedSums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final long BYTES = S.vectorByteSize();

    private WeightedSums() {}

    /**
     * Pools the rows {@code [from, to)} of one bag into {@code out}, which holds exactly one vector.
     *
     * @param divisor 1 for a sum, exact; the bag's length for a mean
     */
    static void poolInto(Rows rows, float[] weights, int from, int to, float divisor, MemorySegment out) {
        long bytes = out.byteSize();
        long column = 0;
        for (; column + 8 * BYTES <= bytes; column += 8 * BYTES) {
            eight(rows, weights, from, to, column, divisor, out);
        }
        for (; column + 4 * BYTES <= bytes; column += 4 * BYTES) {
            four(rows, weights, from, to, column, divisor, out);
        }
        for (; column + BYTES <= bytes; column += BYTES) {
            one(rows, weights, from, to, column, divisor, out);
        }
        if (column < bytes) {
            rest(rows, weights, from, to, column, divisor, out);
        }
    }

    private static void eight(
            Rows rows, float[] weights, int from, int to, long column, float divisor, MemorySegment out) {
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector sum2 = FloatVector.zero(S);
        FloatVector sum3 = FloatVector.zero(S);
        FloatVector sum4 = FloatVector.zero(S);
        FloatVector sum5 = FloatVector.zero(S);
        FloatVector sum6 = FloatVector.zero(S);
        FloatVector sum7 = FloatVector.zero(S);
        for (int i = from; i < to; i++) {
            MemorySegment row = rows.block(i, column, 8 * BYTES);
            FloatVector w = FloatVector.broadcast(S, weights[i]);
            sum0 = FloatVector.fromMemorySegment(S, row, 0, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum0);
            sum1 = FloatVector.fromMemorySegment(S, row, BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum1);
            sum2 = FloatVector.fromMemorySegment(S, row, 2 * BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum2);
            sum3 = FloatVector.fromMemorySegment(S, row, 3 * BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum3);
            sum4 = FloatVector.fromMemorySegment(S, row, 4 * BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum4);
            sum5 = FloatVector.fromMemorySegment(S, row, 5 * BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum5);
            sum6 = FloatVector.fromMemorySegment(S, row, 6 * BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum6);
            sum7 = FloatVector.fromMemorySegment(S, row, 7 * BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum7);
        }
        MemorySegment sums = out.asSlice(column, 8 * BYTES);
        sum0.div(divisor).intoMemorySegment(sums, 0, ByteOrder.LITTLE_ENDIAN);
        sum1.div(divisor).intoMemorySegment(sums, BYTES, ByteOrder.LITTLE_ENDIAN);
        sum2.div(divisor).intoMemorySegment(sums, 2 * BYTES, ByteOrder.LITTLE_ENDIAN);
        sum3.div(divisor).intoMemorySegment(sums, 3 * BYTES, ByteOrder.LITTLE_ENDIAN);
        sum4.div(divisor).intoMemorySegment(sums, 4 * BYTES, ByteOrder.LITTLE_ENDIAN);
        sum5.div(divisor).intoMemorySegment(sums, 5 * BYTES, ByteOrder.LITTLE_ENDIAN);
        sum6.div(divisor).intoMemorySegment(sums, 6 * BYTES, ByteOrder.LITTLE_ENDIAN);
        sum7.div(divisor).intoMemorySegment(sums, 7 * BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    private static void four(
            Rows rows, float[] weights, int from, int to, long column, float divisor, MemorySegment out) {
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector sum2 = FloatVector.zero(S);
        FloatVector sum3 = FloatVector.zero(S);
        for (int i = from; i < to; i++) {
            MemorySegment row = rows.block(i, column, 4 * BYTES);
            FloatVector w = FloatVector.broadcast(S, weights[i]);
            sum0 = FloatVector.fromMemorySegment(S, row, 0, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum0);
            sum1 = FloatVector.fromMemorySegment(S, row, BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum1);
            sum2 = FloatVector.fromMemorySegment(S, row, 2 * BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum2);
            sum3 = FloatVector.fromMemorySegment(S, row, 3 * BYTES, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum3);
        }
        MemorySegment sums = out.asSlice(column, 4 * BYTES);
        sum0.div(divisor).intoMemorySegment(sums, 0, ByteOrder.LITTLE_ENDIAN);
        sum1.div(divisor).intoMemorySegment(sums, BYTES, ByteOrder.LITTLE_ENDIAN);
        sum2.div(divisor).intoMemorySegment(sums, 2 * BYTES, ByteOrder.LITTLE_ENDIAN);
        sum3.div(divisor).intoMemorySegment(sums, 3 * BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    private static void one(
            Rows rows, float[] weights, int from, int to, long column, float divisor, MemorySegment out) {
        FloatVector sum0 = FloatVector.zero(S);
        for (int i = from; i < to; i++) {
            MemorySegment row = rows.block(i, column, 1 * BYTES);
            FloatVector w = FloatVector.broadcast(S, weights[i]);
            sum0 = FloatVector.fromMemorySegment(S, row, 0, ByteOrder.LITTLE_ENDIAN)
                    .fma(w, sum0);
        }
        MemorySegment sums = out.asSlice(column, 1 * BYTES);
        sum0.div(divisor).intoMemorySegment(sums, 0, ByteOrder.LITTLE_ENDIAN);
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(
            Rows rows, float[] weights, int from, int to, long column, float divisor, MemorySegment out) {
        long bytes = out.byteSize() - column;
        VectorMask<Float> mask = S.indexInRange(0, bytes / Float.BYTES);
        FloatVector sum = FloatVector.zero(S);
        for (int i = from; i < to; i++) {
            MemorySegment row = rows.block(i, column, bytes);
            FloatVector w = FloatVector.broadcast(S, weights[i]);
            sum = FloatVector.fromMemorySegment(S, row, 0, ByteOrder.LITTLE_ENDIAN, mask)
                    .fma(w, sum);
        }
        sum.div(divisor).intoMemorySegment(out.asSlice(column, bytes), 0, ByteOrder.LITTLE_ENDIAN, mask);
    }
}
