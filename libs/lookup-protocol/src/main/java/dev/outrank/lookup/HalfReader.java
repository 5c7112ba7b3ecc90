package dev.outrank.lookup;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Reads float16 vectors {@code [bags, dim]} as floats. */
final class HalfReader {

    private HalfReader() {}

    static void copyInto(ShortBuffer vectors, int dim, FloatBuffer out, int outOffset, int outStride) {
        for (int row = 0, from = outOffset; row < vectors.limit(); row += dim, from = Math.addExact(from, outStride)) {
            for (int d = 0; d < dim; d++) {
                out.put(from + d, Float.float16ToFloat(vectors.get(row + d)));
            }
        }
    }

    static void addInto(ShortBuffer vectors, int dim, FloatBuffer out, int outOffset, int outStride) {
        for (int row = 0, from = outOffset; row < vectors.limit(); row += dim, from = Math.addExact(from, outStride)) {
            for (int d = 0; d < dim; d++) {
                out.put(from + d, out.get(from + d) + Float.float16ToFloat(vectors.get(row + d)));
            }
        }
    }
}
