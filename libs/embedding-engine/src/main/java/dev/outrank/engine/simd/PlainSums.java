package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows, each added as it is. */
final class PlainSums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final long BYTES = S.vectorByteSize();

    private PlainSums() {}

    /**
     * Pools the rows {@code [from, to)} of one bag into {@code out}, which holds exactly one vector.
     *
     * @param divisor 1 for a sum, exact; the bag's length for a mean
     */
    static void poolInto(Rows rows, int from, int to, float divisor, MemorySegment out) {
        long bytes = out.byteSize();
        long column = 0;
        for (; column + 8 * BYTES <= bytes; column += 8 * BYTES) {
            eight(rows, from, to, column, divisor, out);
        }
        for (; column + 4 * BYTES <= bytes; column += 4 * BYTES) {
            four(rows, from, to, column, divisor, out);
        }
        for (; column + BYTES <= bytes; column += BYTES) {
            one(rows, from, to, column, divisor, out);
        }
        if (column < bytes) {
            rest(rows, from, to, column, divisor, out);
        }
    }

    private static void eight(Rows rows, int from, int to, long column, float divisor, MemorySegment out) {
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
            sum0 = sum0.add(FloatVector.fromMemorySegment(S, row, 0, ByteOrder.LITTLE_ENDIAN));
            sum1 = sum1.add(FloatVector.fromMemorySegment(S, row, BYTES, ByteOrder.LITTLE_ENDIAN));
            sum2 = sum2.add(FloatVector.fromMemorySegment(S, row, 2 * BYTES, ByteOrder.LITTLE_ENDIAN));
            sum3 = sum3.add(FloatVector.fromMemorySegment(S, row, 3 * BYTES, ByteOrder.LITTLE_ENDIAN));
            sum4 = sum4.add(FloatVector.fromMemorySegment(S, row, 4 * BYTES, ByteOrder.LITTLE_ENDIAN));
            sum5 = sum5.add(FloatVector.fromMemorySegment(S, row, 5 * BYTES, ByteOrder.LITTLE_ENDIAN));
            sum6 = sum6.add(FloatVector.fromMemorySegment(S, row, 6 * BYTES, ByteOrder.LITTLE_ENDIAN));
            sum7 = sum7.add(FloatVector.fromMemorySegment(S, row, 7 * BYTES, ByteOrder.LITTLE_ENDIAN));
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

    private static void four(Rows rows, int from, int to, long column, float divisor, MemorySegment out) {
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = FloatVector.zero(S);
        FloatVector sum2 = FloatVector.zero(S);
        FloatVector sum3 = FloatVector.zero(S);
        for (int i = from; i < to; i++) {
            MemorySegment row = rows.block(i, column, 4 * BYTES);
            sum0 = sum0.add(FloatVector.fromMemorySegment(S, row, 0, ByteOrder.LITTLE_ENDIAN));
            sum1 = sum1.add(FloatVector.fromMemorySegment(S, row, BYTES, ByteOrder.LITTLE_ENDIAN));
            sum2 = sum2.add(FloatVector.fromMemorySegment(S, row, 2 * BYTES, ByteOrder.LITTLE_ENDIAN));
            sum3 = sum3.add(FloatVector.fromMemorySegment(S, row, 3 * BYTES, ByteOrder.LITTLE_ENDIAN));
        }
        MemorySegment sums = out.asSlice(column, 4 * BYTES);
        sum0.div(divisor).intoMemorySegment(sums, 0, ByteOrder.LITTLE_ENDIAN);
        sum1.div(divisor).intoMemorySegment(sums, BYTES, ByteOrder.LITTLE_ENDIAN);
        sum2.div(divisor).intoMemorySegment(sums, 2 * BYTES, ByteOrder.LITTLE_ENDIAN);
        sum3.div(divisor).intoMemorySegment(sums, 3 * BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    private static void one(Rows rows, int from, int to, long column, float divisor, MemorySegment out) {
        FloatVector sum0 = FloatVector.zero(S);
        for (int i = from; i < to; i++) {
            MemorySegment row = rows.block(i, column, 1 * BYTES);
            sum0 = sum0.add(FloatVector.fromMemorySegment(S, row, 0, ByteOrder.LITTLE_ENDIAN));
        }
        MemorySegment sums = out.asSlice(column, 1 * BYTES);
        sum0.div(divisor).intoMemorySegment(sums, 0, ByteOrder.LITTLE_ENDIAN);
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(Rows rows, int from, int to, long column, float divisor, MemorySegment out) {
        long bytes = out.byteSize() - column;
        VectorMask<Float> mask = S.indexInRange(0, bytes / Float.BYTES);
        FloatVector sum = FloatVector.zero(S);
        for (int i = from; i < to; i++) {
            MemorySegment row = rows.block(i, column, bytes);
            sum = sum.add(FloatVector.fromMemorySegment(S, row, 0, ByteOrder.LITTLE_ENDIAN, mask));
        }
        sum.div(divisor).intoMemorySegment(out.asSlice(column, bytes), 0, ByteOrder.LITTLE_ENDIAN, mask);
    }
}
