package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Unpacks rows of int4, row-wise. A register of bytes gives two of floats, of the even columns (low nibbles) and of the odd ones, which are interleaved. */
final class Int4Rows {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(S.vectorBitSize() / 4));
    private static final VectorShuffle<Float> FIRST_HALF = VectorShuffle.makeZip(S, 0);
    private static final VectorShuffle<Float> SECOND_HALF = VectorShuffle.makeZip(S, 1);
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Int4Rows() {}

    /** Stages the rows at the positions {@code [from, to)}. */
    static void stage(Batch batch, int from, int to, StagedRows staged) {
        Touch.rows(batch, from, to);
        int dim = batch.dim();
        for (int i = from; i < to; i++) {
            MemorySegment affine = batch.row(i, (dim + 1) / 2, 2 * Short.BYTES);
            float scale = Float.float16ToFloat(affine.get(HALF, 0));
            float bias = Float.float16ToFloat(affine.get(HALF, Short.BYTES));
            staged.put(i - from, batch.weight(i), scale, bias);
        }
        float[] floats = staged.floats();
        int column = 0;
        for (; column + 4 * LANES <= dim; column += 4 * LANES) {
            four(batch, from, to, column, floats);
        }
        for (; column + 2 * LANES <= dim; column += 2 * LANES) {
            two(batch, from, to, column, floats);
        }
        if (column < dim) {
            rest(batch, from, to, column, dim - column, floats);
        }
    }

    private static void four(Batch batch, int from, int to, int column, float[] floats) {
        for (int i = from; i < to; i++) {
            MemorySegment row = batch.row(i, column / 2, 2 * LANES);
            int at = (i - from) * batch.dim() + column;
            unpackInto(load(row, 0), floats, at);
            unpackInto(load(row, LANES), floats, at + 2 * LANES);
        }
    }

    private static void two(Batch batch, int from, int to, int column, float[] floats) {
        for (int i = from; i < to; i++) {
            unpackInto(load(batch.row(i, column / 2, LANES), 0), floats, (i - from) * batch.dim() + column);
        }
    }

    /** The last columns, fewer than two registers hold. */
    private static void rest(Batch batch, int from, int to, int column, int count, float[] floats) {
        int byteCount = (count + 1) / 2;
        VectorMask<Byte> bytes = BYTES.indexInRange(0, byteCount);
        VectorMask<Float> first = S.indexInRange(0, count);
        VectorMask<Float> second = S.indexInRange(LANES, count);
        for (int i = from; i < to; i++) {
            IntVector pairs = toInts(ByteVector.fromMemorySegment(
                    BYTES, batch.row(i, column / 2, byteCount), 0, ByteOrder.LITTLE_ENDIAN, bytes));
            FloatVector even = evens(pairs);
            FloatVector odd = odds(pairs);
            int at = (i - from) * batch.dim() + column;
            even.rearrange(FIRST_HALF, odd).intoArray(floats, at, first);
            if (count > LANES) {
                even.rearrange(SECOND_HALF, odd).intoArray(floats, at + LANES, second);
            }
        }
    }

    private static void unpackInto(IntVector pairs, float[] floats, int at) {
        FloatVector even = evens(pairs);
        FloatVector odd = odds(pairs);
        even.rearrange(FIRST_HALF, odd).intoArray(floats, at);
        even.rearrange(SECOND_HALF, odd).intoArray(floats, at + LANES);
    }

    private static IntVector load(MemorySegment row, int offsetBytes) {
        return toInts(ByteVector.fromMemorySegment(BYTES, row, offsetBytes, ByteOrder.LITTLE_ENDIAN));
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
