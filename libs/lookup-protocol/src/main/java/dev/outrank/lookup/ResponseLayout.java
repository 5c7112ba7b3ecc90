package dev.outrank.lookup;

import java.util.List;

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

    private final List<LookupShape> shapes;
    private final int[] vectorsAt;
    private final int frameBytes;

    ResponseLayout(List<LookupShape> shapes) {
        this.shapes = List.copyOf(shapes);
        this.vectorsAt = new int[shapes.size()];
        long at = FrameHeader.BYTES + FIXED_BYTES + (long) LOOKUP_BYTES * shapes.size();
        for (int lookup = 0; lookup < shapes.size(); lookup++) {
            at = aligned(at);
            vectorsAt[lookup] = FrameHeader.frameBytes(at - FrameHeader.BYTES);
            at += shapes.get(lookup).bytes();
        }
        frameBytes = FrameHeader.frameBytes(aligned(at) + TIMINGS_BYTES - FrameHeader.BYTES);
    }

    static long frameBytes(List<LookupShape> shapes) {
        long at = FrameHeader.BYTES + FIXED_BYTES + (long) LOOKUP_BYTES * shapes.size();
        for (LookupShape shape : shapes) {
            at = aligned(at) + shape.bytes();
        }
        return aligned(at) + TIMINGS_BYTES;
    }

    private static long aligned(long at) {
        return (at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    int lookupCount() {
        return shapes.size();
    }

    LookupShape shape(int lookup) {
        return shapes.get(lookup);
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
