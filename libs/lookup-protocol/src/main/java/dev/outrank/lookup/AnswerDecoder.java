package dev.outrank.lookup;

import dev.outrank.bundle.plan.VectorType;
import io.netty.buffer.ByteBuf;

/** Reads RESPONSE and ERROR frames. */
final class AnswerDecoder {

    private AnswerDecoder() {}

    /** Takes over the frame: it is released here, or belongs to the response that is returned. */
    static LookupAnswer decode(ByteBuf frame) {
        try {
            FrameType type = FrameHeader.check(frame);
            if (type == FrameType.ERROR) {
                return new LookupAnswer.Refused(ErrorFrames.decode(frame));
            }
            FrameHeader.requireType(type, FrameType.RESPONSE);
            return new LookupAnswer.Pooled(response(frame));
        } finally {
            frame.release();
        }
    }

    private static LookupResponse response(ByteBuf frame) {
        FrameCursor body = new FrameCursor(frame);
        int lookups = body.count("lookups");
        body.zero("reserved", Integer.BYTES);
        if (lookups > body.remaining() / ResponseLayout.LOOKUP_BYTES) {
            throw new FrameException("lookups: " + lookups + " (expected: at most "
                    + body.remaining() / ResponseLayout.LOOKUP_BYTES + " in the bytes that follow)");
        }
        int[] bags = new int[lookups];
        int[] dims = new int[lookups];
        int[] defaulted = new int[lookups];
        for (int lookup = 0; lookup < lookups; lookup++) {
            bags[lookup] = body.count("bags");
            dims[lookup] = LookupShapes.requireDim(body.count("dim"));
            defaulted[lookup] = body.count("defaultedIds");
            body.zero("reserved", Integer.BYTES);
        }
        int flags = FrameHeader.flags(frame);
        VectorType type = (flags & FrameHeader.FLAG_FLOAT16) == 0 ? VectorType.FLOAT32 : VectorType.FLOAT16;
        requireLength(frame, ResponseLayout.frameBytes(type, bags, dims));
        ResponseLayout layout = new ResponseLayout(type, bags, dims);
        ShardTimings timings = timings(frame, layout);
        boolean more = (flags & FrameHeader.FLAG_MORE) != 0;
        return new LookupResponse(frame.retain(), layout, defaulted, timings, more);
    }

    private static void requireLength(ByteBuf frame, long expected) {
        if (frame.readableBytes() != expected) {
            throw new FrameException("frame: " + frame.readableBytes() + " bytes (expected: " + expected
                    + ", what its shapes add up to)");
        }
    }

    private static ShardTimings timings(ByteBuf frame, ResponseLayout layout) {
        int at = frame.readerIndex() + layout.timingsAt();
        return new ShardTimings(
                frame.getLongLE(at), frame.getLongLE(at + 8), frame.getLongLE(at + 16), frame.getLongLE(at + 24));
    }
}
