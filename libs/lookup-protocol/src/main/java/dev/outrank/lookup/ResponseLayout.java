package dev.outrank.lookup;

import dev.outrank.bundle.plan.VectorType;

/** Where the parts of a RESPONSE frame are: header, one row of counts a lookup, aligned vectors, timings at the very end. */
final class ResponseLayout {

    /** Vectors begin at multiples of this from the frame's start: a cache line, and a 512-bit register. */
    static final int ALIGNMENT = 64;

    /** The fields before the rows of counts. */
    static final int FIXED_BYTES = 8;

    /** One row of counts. */
    static final int LOOKUP_BYTES = 16;

    /** The timings behind the vectors; there, the checksum of all before them can be part of the encode time. */
    static final int TIMINGS_BYTES = 32;

    /** Far past every limit: sizes stay there instead of overflowing. */
    private static final long MAX_ELEMENTS = 1L << 42;

    private final VectorType type;
    private final int[] bags;
    private final int[] dims;
    private final int[] vectorsAt;
    private final int frameBytes;

    /** Takes over the arrays, one element a lookup. */
    ResponseLayout(VectorType type, int[] bags, int[] dims) {
        this.type = type;
        this.bags = bags;
        this.dims = dims;
        this.vectorsAt = new int[bags.length];
        long at = firstVectors(bags.length);
        for (int lookup = 0; lookup < bags.length; lookup++) {
            at = aligned(at);
            vectorsAt[lookup] = FrameHeader.frameBytes(at - FrameHeader.BYTES);
            at += vectorBytes(type, bags[lookup], dims[lookup]);
        }
        frameBytes = FrameHeader.frameBytes(aligned(at) + TIMINGS_BYTES - FrameHeader.BYTES);
    }

    /** Lays out an answer of these shapes, to which none is added afterwards. */
    ResponseLayout(VectorType type, LookupShapes shapes) {
        this(type, shapes.allBags(), shapes.allDims());
    }

    static long frameBytes(VectorType type, LookupShapes shapes) {
        return frameBytes(type, shapes.allBags(), shapes.allDims());
    }

    static long frameBytes(VectorType type, int[] bags, int[] dims) {
        long at = firstVectors(bags.length);
        for (int lookup = 0; lookup < bags.length; lookup++) {
            at = aligned(at) + vectorBytes(type, bags[lookup], dims[lookup]);
        }
        return aligned(at) + TIMINGS_BYTES;
    }

    private static long firstVectors(int lookups) {
        return FrameHeader.BYTES + FIXED_BYTES + (long) LOOKUP_BYTES * lookups;
    }

    private static long vectorBytes(VectorType type, int bags, int dim) {
        return type.bytes() * Math.min((long) bags * dim, MAX_ELEMENTS);
    }

    private static long aligned(long at) {
        return (at + ALIGNMENT - 1) & -ALIGNMENT;
    }

    VectorType type() {
        return type;
    }

    int lookupCount() {
        return bags.length;
    }

    int bags(int lookup) {
        return bags[lookup];
    }

    int dim(int lookup) {
        return dims[lookup];
    }

    /** Returns the number of elements of a lookup's vectors. */
    int elements(int lookup) {
        return bags[lookup] * dims[lookup];
    }

    int vectorBytes(int lookup) {
        return type.bytes() * elements(lookup);
    }

    int vectorsAt(int lookup) {
        return vectorsAt[lookup];
    }

    int frameBytes() {
        return frameBytes;
    }

    int timingsAt() {
        return frameBytes - TIMINGS_BYTES;
    }

    static int defaultedAt(int lookup) {
        return FrameHeader.BYTES + FIXED_BYTES + LOOKUP_BYTES * lookup + 2 * Integer.BYTES;
    }
}
