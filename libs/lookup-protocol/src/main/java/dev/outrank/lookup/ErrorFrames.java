package dev.outrank.lookup;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Writes and reads ERROR frames. */
final class ErrorFrames {

    private static final int FIXED_BYTES = 24;

    /** A message is a line for a person, not a payload. */
    private static final int MAX_MESSAGE_CHARS = 1_000;

    private ErrorFrames() {}

    static ByteBuf encode(LookupError error, int streamId, ByteBufAllocator allocator) {
        byte[] message = shortened(error.message()).getBytes(StandardCharsets.UTF_8);
        int bytes = FrameHeader.BYTES + FIXED_BYTES + message.length;
        ByteBuf frame = allocator.directBuffer(bytes, bytes);
        FrameHeader.begin(frame, FrameType.ERROR, 0, streamId, bytes - FrameHeader.BYTES);
        frame.writeIntLE(error.code().code());
        frame.writeIntLE(error.lookup());
        frame.writeLongLE(error.id());
        frame.writeIntLE(message.length);
        frame.writeIntLE(0);
        frame.writeBytes(message);
        FrameHeader.seal(frame);
        return frame;
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE_CHARS ? message : message.substring(0, MAX_MESSAGE_CHARS - 1) + "…";
    }

    static LookupError decode(ByteBuf frame) {
        FrameCursor body = new FrameCursor(frame);
        LookupErrorCode code = LookupErrorCode.of(body.i32("code"));
        int lookup = body.i32("lookup");
        long id = body.i64("id");
        int messageBytes = body.count("messageLength");
        body.zero("reserved", Integer.BYTES);
        String message = body.text("message", messageBytes);
        body.requireEnd();
        return new LookupError(code, lookup, id, message);
    }
}
