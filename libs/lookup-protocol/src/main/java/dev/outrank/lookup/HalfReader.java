package dev.outrank.lookup;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Reads float16 vectors {@code [bags, dim]}, which begin at an element, as floats. */
final class HalfReader {

    private HalfReader() {}

    static void copyInto(
            ShortBuffer elements, int from, int bags, int dim, FloatBuffer out, int outOffset, int outStride) {
        for (int bag = 0, to = outOffset; bag < bags; bag++, to = Math.addExact(to, outStride)) {
            int vector = from + bag * dim;
            for (int d = 0; d < dim; d++) {
                out.put(to + d, Float.float16ToFloat(elements.get(vector + d)));
            }
        }
    }

    static void addInto(
            ShortBuffer elements, int from, int bags, int dim, FloatBuffer out, int outOffset, int outStride) {
        for (int bag = 0, to = outOffset; bag < bags; bag++, to = Math.addExact(to, outStride)) {
            int vector = from + bag * dim;
            for (int d = 0; d < dim; d++) {
                out.put(to + d, out.get(to + d) + Float.float16ToFloat(elements.get(vector + d)));
            }
        }
    }
}
