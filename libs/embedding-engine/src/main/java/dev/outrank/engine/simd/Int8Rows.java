package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Unpacks rows of int8, row-wise. */
final class Int8Rows {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, S.vectorShape());
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(S.vectorBitSize() / 4));
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Int8Rows() {}

    /** Stages the rows at the positions {@code [from, to)}. */
    static void stage(Batch batch, int from, int to, StagedRows staged) {
        Touch.rows(batch, from, to);
        int dim = batch.dim();
        for (int i = from; i < to; i++) {
            MemorySegment affine = batch.row(i, dim, 2 * Float.BYTES);
            staged.put(i - from, batch.weight(i), affine.get(FLOAT, 0), affine.get(FLOAT, Float.BYTES));
        }
        float[] floats = staged.floats();
        int column = 0;
        for (; column + 4 * LANES <= dim; column += 4 * LANES) {
            four(batch, from, to, column, floats);
        }
        for (; column + LANES <= dim; column += LANES) {
            one(batch, from, to, column, floats);
        }
        if (column < dim) {
            rest(batch, from, to, column, dim - column, floats);
        }
    }

    private static void four(Batch batch, int from, int to, int column, float[] floats) {
        for (int i = from; i < to; i++) {
            MemorySegment row = batch.row(i, column, 4 * LANES);
            int at = (i - from) * batch.dim() + column;
            load(row, 0).intoArray(floats, at);
            load(row, LANES).intoArray(floats, at + LANES);
            load(row, 2 * LANES).intoArray(floats, at + 2 * LANES);
            load(row, 3 * LANES).intoArray(floats, at + 3 * LANES);
        }
    }

    private static void one(Batch batch, int from, int to, int column, float[] floats) {
        for (int i = from; i < to; i++) {
            load(batch.row(i, column, LANES), 0).intoArray(floats, (i - from) * batch.dim() + column);
        }
    }

    /** The last columns, fewer than a register holds. */
    private static void rest(Batch batch, int from, int to, int column, int count, float[] floats) {
        VectorMask<Float> lanes = S.indexInRange(0, count);
        VectorMask<Byte> bytes = BYTES.indexInRange(0, count);
        for (int i = from; i < to; i++) {
            toFloats(ByteVector.fromMemorySegment(
                            BYTES, batch.row(i, column, count), 0, ByteOrder.LITTLE_ENDIAN, bytes))
                    .intoArray(floats, (i - from) * batch.dim() + column, lanes);
        }
    }

    private static FloatVector load(MemorySegment row, int offsetBytes) {
        return toFloats(ByteVector.fromMemorySegment(BYTES, row, offsetBytes, ByteOrder.LITTLE_ENDIAN));
    }

    private static FloatVector toFloats(ByteVector bytes) {
        return (FloatVector)
                bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0).convertShape(VectorOperators.I2F, S, 0);
    }
}
