package dev.outrank.lookup;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the body of a checked frame; each read compares its length with the bytes that are left before it touches or allocates any. */
final class FrameCursor {

    private final ByteBuffer frame;
    private int at = FrameHeader.BYTES;

    /** Starts behind the header. The frame's indices stay where they are; one that is not one piece is copied. */
    FrameCursor(ByteBuf frame) {
        this.frame = frame.nioBuffer(frame.readerIndex(), frame.readableBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    int remaining() {
        return frame.limit() - at;
    }

    /** Returns the offset of the next byte from the frame's start. */
    int position() {
        return at;
    }

    int u8(String field) {
        return Byte.toUnsignedInt(frame.get(take(field, Byte.BYTES)));
    }

    int u16(String field) {
        return Short.toUnsignedInt(frame.getShort(take(field, Short.BYTES)));
    }

    int i32(String field) {
        return frame.getInt(take(field, Integer.BYTES));
    }

    long i64(String field) {
        return frame.getLong(take(field, Long.BYTES));
    }

    /** Returns an unsigned 32-bit number that fits 31 bits. */
    int count(String field) {
        int value = i32(field);
        if (value < 0) {
            throw new FrameException(
                    field + ": " + Integer.toUnsignedLong(value) + " (expected: at most " + Integer.MAX_VALUE + ")");
        }
        return value;
    }

    void zero(String field, int bytes) {
        int from = take(field, bytes);
        for (int i = from; i < from + bytes; i++) {
            if (frame.get(i) != 0) {
                throw new FrameException(field + ": " + Byte.toUnsignedInt(frame.get(i)) + " (expected: 0)");
            }
        }
    }

    /** Skips zero bytes up to the next multiple of {@code alignment} from the frame's start. */
    void align(String field, int alignment) {
        zero(field, Math.floorMod(-position(), alignment));
    }

    String text(String field, int bytes) {
        int from = take(field, bytes);
        byte[] text = new byte[bytes];
        frame.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Returns the next bytes, little-endian, as a view. */
    ByteBuffer bytes(String field, long bytes) {
        int from = take(field, bytes);
        return frame.slice(from, (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    void requireEnd() {
        if (remaining() != 0) {
            throw new FrameException("body: " + remaining() + " bytes after its last field (expected: none)");
        }
    }

    private int take(String field, long bytes) {
        if (bytes > remaining()) {
            throw new FrameException(field + ": needs " + bytes + " bytes at " + position() + " (expected: at most "
                    + remaining() + ", what the frame has left)");
        }
        int from = at;
        at += (int) bytes;
        return from;
    }
}
