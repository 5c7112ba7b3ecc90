package dev.outrank.engine.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of float32 where every bag has exactly one, which needs no loop within a bag. A bag has so few instructions then that the CPU has many rows in
 * flight by itself.
 */
final class Float32Singles {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final long REGISTER = S.vectorByteSize();

    private Float32Singles() {}

    /** Pools all bags. */
    static void pool(Batch batch) {
        int dim = batch.dim();
        int column = 0;
        for (; column + 4 * LANES <= dim; column += 4 * LANES) {
            four(batch, column);
        }
        for (; column + LANES <= dim; column += LANES) {
            one(batch, column);
        }
        if (column < dim) {
            rest(batch, column, dim - column);
        }
    }

    private static void four(Batch batch, int column) {
        MemorySegment out = batch.out();
        for (int bag = 0, first = batch.offset(0); bag < batch.bagCount(); bag++) {
            MemorySegment row = batch.row(first + bag, column * 4L, 4 * REGISTER);
            long vector = batch.vectorOffset(bag, column);
            FloatVector factor = FloatVector.broadcast(S, batch.weight(first + bag));
            weigh(row, 0, factor, out, vector);
            weigh(row, REGISTER, factor, out, vector + REGISTER);
            weigh(row, 2 * REGISTER, factor, out, vector + 2 * REGISTER);
            weigh(row, 3 * REGISTER, factor, out, vector + 3 * REGISTER);
        }
    }

    private static void one(Batch batch, int column) {
        MemorySegment out = batch.out();
        for (int bag = 0, first = batch.offset(0); bag < batch.bagCount(); bag++) {
            MemorySegment row = batch.row(first + bag, column * 4L, REGISTER);
            long vector = batch.vectorOffset(bag, column);
            FloatVector factor = FloatVector.broadcast(S, batch.weight(first + bag));
            weigh(row, 0, factor, out, vector);
        }
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(Batch batch, int column, int count) {
        MemorySegment out = batch.out();
        VectorMask<Float> lanes = S.indexInRange(0, count);
        for (int bag = 0, first = batch.offset(0); bag < batch.bagCount(); bag++) {
            MemorySegment row = batch.row(first + bag, column * 4L, count * 4L);
            FloatVector.fromMemorySegment(S, row, 0, LITTLE_ENDIAN, lanes)
                    .fma(FloatVector.broadcast(S, batch.weight(first + bag)), FloatVector.zero(S))
                    .intoMemorySegment(out, batch.vectorOffset(bag, column), LITTLE_ENDIAN, lanes);
        }
    }

    /** Adding to zero is part of the contract: it makes -0 a 0. */
    private static void weigh(
            MemorySegment row, long offsetBytes, FloatVector factor, MemorySegment out, long outOffsetBytes) {
        FloatVector.fromMemorySegment(S, row, offsetBytes, LITTLE_ENDIAN)
                .fma(factor, FloatVector.zero(S))
                .intoMemorySegment(out, outOffsetBytes, LITTLE_ENDIAN);
    }
}
