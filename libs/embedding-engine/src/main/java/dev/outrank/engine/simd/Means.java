package dev.outrank.engine.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Makes means of sums, after them: few tables want means, and sums are the faster without. */
final class Means {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    private Means() {}

    /** Divides the vectors of all bags by their rows; those of no row or one stay. */
    static void divideInPlace(Batch batch) {
        for (int bag = 0; bag < batch.bagCount(); bag++) {
            int rows = batch.offset(bag + 1) - batch.offset(bag);
            if (rows > 1) {
                divideInPlace(batch.out(), batch.vectorOffset(bag, 0), batch.dim(), rows);
            }
        }
    }

    private static void divideInPlace(MemorySegment out, long vector, int dim, float divisor) {
        int column = 0;
        for (; column + LANES <= dim; column += LANES) {
            FloatVector.fromMemorySegment(S, out, vector + column * 4L, LITTLE_ENDIAN)
                    .div(divisor)
                    .intoMemorySegment(out, vector + column * 4L, LITTLE_ENDIAN);
        }
        if (column < dim) {
            VectorMask<Float> lanes = S.indexInRange(column, dim);
            FloatVector.fromMemorySegment(S, out, vector + column * 4L, LITTLE_ENDIAN, lanes)
                    .div(divisor)
                    .intoMemorySegment(out, vector + column * 4L, LITTLE_ENDIAN, lanes);
        }
    }
}
