package dev.outrank.lookup;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The 32 bytes before every body: laid out, sealed with a checksum, and checked. Offsets count from the frame's start. */
final class FrameHeader {

    static final int BYTES = 32;

    /** {@code ORLK} read as a little-endian integer. */
    static final int MAGIC = 0x4B4C524F;

    static final int VERSION = 1;

    /** Names travel in URLs, metric tags and file names; the manifest allows 128. */
    static final int MAX_NAME_CHARS = 256;

    /** In a RESPONSE: another one of the same stream follows. */
    static final int FLAG_MORE = 1;

    /** In a REQUEST: vectors are wanted as float16. In a RESPONSE: they are float16. */
    static final int FLAG_FLOAT16 = 2;

    /** In a REQUEST: two bits that say what is given up first. */
    private static final int FLAGS_PRIORITY = 12;

    private static final int PRIORITY_SHIFT = 2;

    /** In a REQUEST: it says whose child in a trace it is. */
    static final int FLAG_TRACE = 16;

    private static final byte[] NO_CHECKSUM = new byte[Integer.BYTES];

    private static final int VERSION_AT = 4;
    private static final int TYPE_AT = 5;
    private static final int FLAGS_AT = 6;
    private static final int STREAM_AT = 8;
    private static final int BODY_LENGTH_AT = 12;
    private static final int CHECKSUM_AT = 16;
    private static final int RESERVED_AT = 20;

    private FrameHeader() {}

    /** Writes a header without its checksum at the start of an empty buffer, and moves the writer behind it. */
    static void begin(ByteBuf frame, FrameType type, int flags, int streamId, int bodyLength) {
        frame.writeIntLE(MAGIC);
        frame.writeByte(VERSION);
        frame.writeByte(type.code());
        frame.writeShortLE(flags);
        frame.writeIntLE(streamId);
        frame.writeIntLE(bodyLength);
        frame.writeZero(BYTES - CHECKSUM_AT);
    }

    /** Writes the checksum into a frame whose every other byte is final. */
    static void seal(ByteBuf frame, int checksum) {
        frame.setIntLE(frame.readerIndex() + CHECKSUM_AT, checksum);
    }

    static void seal(ByteBuf frame) {
        seal(frame, checksum(frame));
    }

    /** Returns the length of a whole frame, refused where an integer cannot count it. */
    static int frameBytes(long bodyBytes) {
        if (bodyBytes > Integer.MAX_VALUE - BYTES) {
            throw new FrameException(
                    "bodyLength: " + bodyBytes + " (expected: at most " + (Integer.MAX_VALUE - BYTES) + ")");
        }
        return (int) bodyBytes + BYTES;
    }

    /** Returns the type of a frame that fills the readable bytes and whose header and checksum are right. */
    static FrameType check(ByteBuf frame) {
        int start = frame.readerIndex();
        int readable = frame.readableBytes();
        if (readable < BYTES) {
            throw new FrameException("frame: " + readable + " bytes (expected: at least " + BYTES + ")");
        }
        FrameType type = checkStart(frame, start);
        require("bodyLength", frame.getUnsignedIntLE(start + BODY_LENGTH_AT), readable - BYTES);
        require("reserved", frame.getIntLE(start + RESERVED_AT), 0);
        require("reserved", frame.getLongLE(start + RESERVED_AT + Integer.BYTES), 0);
        int expected = frame.getIntLE(start + CHECKSUM_AT);
        int actual = checksum(frame);
        if (expected != actual) {
            throw new FrameException("crc32c: " + Integer.toHexString(expected) + " (expected: "
                    + Integer.toHexString(actual) + ", that of the bytes received)");
        }
        return type;
    }

    /** Returns the type of the frame whose header begins at an index, and refuses what no frame begins with; the checksum is not looked at. */
    static FrameType checkStart(ByteBuf bytes, int start) {
        require("magic", bytes.getUnsignedIntLE(start), Integer.toUnsignedLong(MAGIC));
        require("version", bytes.getUnsignedByte(start + VERSION_AT), VERSION);
        FrameType type = FrameType.of(bytes.getUnsignedByte(start + TYPE_AT));
        int flags = bytes.getUnsignedShortLE(start + FLAGS_AT);
        if ((flags & ~knownFlags(type)) != 0) {
            throw new FrameException(
                    "flags: " + flags + " (expected: none but " + knownFlags(type) + " in a " + type + ")");
        }
        priority(flags);
        return type;
    }

    private static int knownFlags(FrameType type) {
        return switch (type) {
            case REQUEST -> FLAG_FLOAT16 | FLAGS_PRIORITY | FLAG_TRACE;
            case RESPONSE -> FLAG_MORE | FLAG_FLOAT16;
            case ERROR, CANCEL, PING, GOAWAY -> 0;
        };
    }

    /** Returns the length of the whole frame whose header begins at an index. */
    static long frameLength(ByteBuf bytes, int start) {
        return BYTES + bytes.getUnsignedIntLE(start + BODY_LENGTH_AT);
    }

    static int flags(ByteBuf frame) {
        return frame.getUnsignedShortLE(frame.readerIndex() + FLAGS_AT);
    }

    /** Returns the flags that stand for a priority. */
    static int ofPriority(Priority priority) {
        return WireCodes.ofPriority(priority) << PRIORITY_SHIFT;
    }

    /** Returns the priority that flags stand for; one of the four values stands for none, and is refused. */
    static Priority priority(int flags) {
        return WireCodes.priority((flags & FLAGS_PRIORITY) >> PRIORITY_SHIFT);
    }

    /** Returns the priority of a frame of which nothing was checked, the normal one where it has none. */
    static Priority uncheckedPriority(ByteBuf frame) {
        int bits = frame.readableBytes() < STREAM_AT ? 0 : flags(frame) & FLAGS_PRIORITY;
        return bits == FLAGS_PRIORITY ? Priority.NORMAL : priority(bits);
    }

    static void requireType(FrameType actual, FrameType expected) {
        if (actual != expected) {
            throw new FrameException("type: " + actual + " (expected: " + expected + ")");
        }
    }

    private static void require(String field, long actual, long expected) {
        if (actual != expected) {
            throw new FrameException(field + ": " + actual + " (expected: " + expected + ")");
        }
    }

    static int streamId(ByteBuf frame) {
        return frame.readableBytes() < BODY_LENGTH_AT ? 0 : frame.getIntLE(frame.readerIndex() + STREAM_AT);
    }

    /** Returns the checksum over all readable bytes, its own field taken as zero. */
    static int checksum(ByteBuf frame) {
        CRC32C crc = new CRC32C();
        int start = frame.readerIndex();
        if (frame.nioBufferCount() == 1) {
            ByteBuffer bytes = frame.nioBuffer(start, frame.readableBytes());
            int end = bytes.limit();
            int begin = bytes.position();
            crc.update(bytes.limit(begin + CHECKSUM_AT));
            crc.update(NO_CHECKSUM);
            crc.update(bytes.limit(end).position(begin + RESERVED_AT));
        } else {
            update(crc, frame, start, CHECKSUM_AT);
            crc.update(NO_CHECKSUM);
            update(crc, frame, start + RESERVED_AT, frame.readableBytes() - RESERVED_AT);
        }
        return (int) crc.getValue();
    }

    static void update(CRC32C crc, ByteBuf frame, int index, int length) {
        if (frame.nioBufferCount() == 1) {
            crc.update(frame.nioBuffer(index, length));
        } else {
            for (ByteBuffer part : frame.nioBuffers(index, length)) {
                crc.update(part);
            }
        }
    }
}
