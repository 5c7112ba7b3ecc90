package dev.outrank.lookup;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/** The door to the frames: encodes and decodes each kind. Thread-safe; holds no state. */
public final class LookupFrames {

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
        return RequestDecoder.decode(frame);
    }

    /** Returns the stream id of a frame, which need not be intact; 0 where it is too short to have one. */
    public static int streamId(ByteBuf frame) {
        return FrameHeader.streamId(frame);
    }

    /** Returns an ERROR frame in a buffer that belongs to the caller; a long message is shortened. */
    public static ByteBuf encodeError(LookupError error, int streamId, ByteBufAllocator allocator) {
        return ErrorFrames.encode(error, streamId, allocator);
    }

    /** Returns how many bytes a RESPONSE frame of these shapes takes; ask before {@link #response}. */
    public static long responseBytes(List<LookupShape> shapes) {
        return ResponseLayout.frameBytes(shapes);
    }

    /**
     * Returns a writer for a RESPONSE frame with one lookup for each shape, into whose memory is pooled. Close it.
     *
     * @throws FrameException if the frame would pass 2 GiB
     */
    public static ResponseWriter response(int streamId, List<LookupShape> shapes, ByteBufAllocator allocator) {
        return new ResponseWriter(streamId, shapes, allocator);
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
