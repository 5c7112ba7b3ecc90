package dev.outrank.lookup;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the body of a checked frame; each read compares its length with the bytes that are left before it touches or allocates any. */
final class FrameCursor {

    private final ByteBuf frame;
    private final int start;
    private final int end;
    private int at;

    /** Starts behind the header. The frame's indices stay where they are. */
    FrameCursor(ByteBuf frame) {
        this.frame = frame;
        this.start = frame.readerIndex();
        this.end = start + frame.readableBytes();
        this.at = start + FrameHeader.BYTES;
    }

    int remaining() {
        return end - at;
    }

    /** Returns the offset of the next byte from the frame's start. */
    int position() {
        return at - start;
    }

    int u8(String field) {
        return frame.getUnsignedByte(take(field, Byte.BYTES));
    }

    int u16(String field) {
        return frame.getUnsignedShortLE(take(field, Short.BYTES));
    }

    int i32(String field) {
        return frame.getIntLE(take(field, Integer.BYTES));
    }

    long i64(String field) {
        return frame.getLongLE(take(field, Long.BYTES));
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
            if (frame.getByte(i) != 0) {
                throw new FrameException(field + ": " + frame.getUnsignedByte(i) + " (expected: 0)");
            }
        }
    }

    /** Skips zero bytes up to the next multiple of {@code alignment} from the frame's start. */
    void align(String field, int alignment) {
        zero(field, Math.floorMod(-position(), alignment));
    }

    String text(String field, int bytes) {
        return frame.toString(take(field, bytes), bytes, StandardCharsets.UTF_8);
    }

    /** Returns the next bytes, little-endian, without copying them where the frame is one piece. */
    ByteBuffer bytes(String field, long bytes) {
        int from = take(field, bytes);
        return frame.nioBuffer(from, (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    void requireEnd() {
        if (at != end) {
            throw new FrameException("body: " + (end - at) + " bytes after its last field (expected: none)");
        }
    }

    private int take(String field, long bytes) {
        if (bytes > end - at) {
            throw new FrameException(field + ": needs " + bytes + " bytes at " + position() + " (expected: at most "
                    + (end - at) + ", what the frame has left)");
        }
        int from = at;
        at += (int) bytes;
        return from;
    }
}
