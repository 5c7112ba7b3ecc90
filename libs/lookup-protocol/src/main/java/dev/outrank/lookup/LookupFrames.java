package dev.outrank.lookup;

import dev.outrank.bundle.plan.VectorType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The door to the frames: encodes and decodes each kind. Thread-safe; holds no state. */
public final class LookupFrames {

    /** The bytes before every body. */
    public static final int HEADER_BYTES = FrameHeader.BYTES;

    private LookupFrames() {}

    /**
     * Returns a REQUEST frame in a direct buffer that belongs to the caller.
     *
     * @throws FrameException if the request cannot travel: past 2 GiB, or bags whose lengths are negative
     */
    public static ByteBuf encodeRequest(LookupRequest request, int streamId, ByteBufAllocator allocator) {
        return new RequestEncoder(request).encode(streamId, allocator);
    }

    /**
     * Returns the request in a frame that fills the readable bytes. The buffer stays the caller's, its indices where they are; ids, lengths
     * and weights are copied out of it. Allocates at most a small multiple of the frame's length.
     *
     * @throws FrameException if it is no intact REQUEST frame
     */
    public static LookupRequest decodeRequest(ByteBuf frame) {
        return RequestDecoder.decode(frame, new RequestScratch());
    }

    /**
     * As {@link #decodeRequest(ByteBuf)}, but the bags' arrays are the scratch's: the request is valid until the scratch is used again.
     *
     * @throws FrameException if it is no intact REQUEST frame
     */
    public static LookupRequest decodeRequest(ByteBuf frame, RequestScratch scratch) {
        return RequestDecoder.decode(frame, scratch);
    }

    /** Returns the type of the frame that begins at the reader index and is whole; refuses what no frame begins with. */
    public static FrameType type(ByteBuf frame) {
        return FrameHeader.checkStart(frame, frame.readerIndex());
    }

    /**
     * Returns the length of the frame whose header begins at an index, at least {@link #HEADER_BYTES}, which must be readable there.
     *
     * @throws FrameException where no frame begins
     */
    public static long frameLength(ByteBuf bytes, int index) {
        FrameHeader.checkStart(bytes, index);
        return FrameHeader.frameLength(bytes, index);
    }

    /** Returns a frame without a body: CANCEL, PING or GOAWAY. */
    public static ByteBuf encodeControl(FrameType type, int streamId, ByteBufAllocator allocator) {
        ByteBuf frame = allocator.directBuffer(FrameHeader.BYTES, FrameHeader.BYTES);
        FrameHeader.begin(frame, type, 0, streamId, 0);
        FrameHeader.seal(frame);
        return frame;
    }

    /**
     * Checks a frame that has no body; the buffer stays the caller's.
     *
     * @throws FrameException if it has one, or is not intact
     */
    public static void requireControl(ByteBuf frame) {
        FrameType type = FrameHeader.check(frame);
        if (frame.readableBytes() != FrameHeader.BYTES) {
            throw new FrameException(
                    "bodyLength: " + (frame.readableBytes() - FrameHeader.BYTES) + " (expected: 0 in a " + type + ")");
        }
    }

    /** Returns the stream id of a frame, which need not be intact; 0 where it is too short to have one. */
    public static int streamId(ByteBuf frame) {
        return FrameHeader.streamId(frame);
    }

    /**
     * Returns the priority in the header of a REQUEST frame, which need not be intact: for the decision whether it is decoded at all. A frame that is
     * too short to have one, or says what no priority is, has the normal one until it is decoded and refused.
     */
    public static Priority priority(ByteBuf frame) {
        return FrameHeader.uncheckedPriority(frame);
    }

    /**
     * Returns what a REQUEST frame says that was left of its deadline, in nanoseconds, before anything else of it is read or its checksum is computed: for
     * the decision whether that is worth while. The longest time where the frame is too short to say it, or says what is none.
     *
     * @throws FrameException if it does not begin as a REQUEST frame
     */
    public static long remainingNanos(ByteBuf frame) {
        if (frame.readableBytes() < RequestEncoder.REMAINING_AT + Long.BYTES) {
            return Long.MAX_VALUE;
        }
        FrameHeader.requireType(type(frame), FrameType.REQUEST);
        long nanos = frame.getLongLE(frame.readerIndex() + RequestEncoder.REMAINING_AT);
        return nanos < 0 ? Long.MAX_VALUE : nanos;
    }

    /** Returns an ERROR frame in a buffer that belongs to the caller; a long message is shortened. */
    public static ByteBuf encodeError(LookupError error, int streamId, ByteBufAllocator allocator) {
        return ErrorFrames.encode(error, streamId, allocator);
    }

    /** Returns how many bytes a RESPONSE frame of these shapes takes; ask before {@link #response}. */
    public static long responseBytes(VectorType type, LookupShapes shapes) {
        return ResponseLayout.frameBytes(type, shapes);
    }

    /** Returns a writer for a whole RESPONSE of float32 vectors. */
    public static ResponseWriter response(int streamId, LookupShapes shapes, ByteBufAllocator allocator) {
        return response(streamId, VectorType.FLOAT32, shapes, false, allocator);
    }

    /**
     * Returns a writer for a RESPONSE frame with one lookup for each shape, into whose memory is pooled. Close it.
     *
     * @param type how the vectors travel
     * @param more whether further parts of the answer follow
     * @throws FrameException if the frame would pass 2 GiB
     */
    public static ResponseWriter response(
            int streamId, VectorType type, LookupShapes shapes, boolean more, ByteBufAllocator allocator) {
        return new ResponseWriter(streamId, new ResponseLayout(type, shapes), more, allocator);
    }

    /**
     * Returns the answer in a RESPONSE or ERROR frame that fills the readable bytes. The buffer is taken over in every case: it belongs to
     * the {@link LookupResponse}, or is released here, also on failure.
     *
     * @throws FrameException if it is neither
     */
    public static LookupAnswer decodeAnswer(ByteBuf frame) {
        return AnswerDecoder.decode(frame);
    }
}
