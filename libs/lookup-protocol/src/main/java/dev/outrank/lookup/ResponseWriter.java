package dev.outrank.lookup;

import dev.outrank.bundle.plan.VectorType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A RESPONSE frame in the making: one direct buffer whose vectors are pooled in place. For one thread.
 *
 * <p>Owns the buffer until {@link #finish} gives it away; {@link #close} releases it where that did not happen. The vectors begin with
 * whatever the memory held: pool every bag.
 */
public final class ResponseWriter implements AutoCloseable {

    private final long openedNanos = System.nanoTime();
    private final ResponseLayout layout;
    private final ByteBuf frame;
    private final ByteBuffer memory;
    private final boolean more;
    private final HalfVectors halves;
    private final long layoutNanos;
    private boolean given;

    ResponseWriter(int streamId, ResponseLayout layout, boolean more, ByteBufAllocator allocator) {
        this.layout = layout;
        this.more = more;
        int bytes = layout.frameBytes();
        int flags = (more ? FrameHeader.FLAG_MORE : 0)
                | (layout.type() == VectorType.FLOAT16 ? FrameHeader.FLAG_FLOAT16 : 0);
        frame = allocator.directBuffer(bytes, bytes);
        FrameHeader.begin(frame, FrameType.RESPONSE, flags, streamId, bytes - FrameHeader.BYTES);
        frame.writerIndex(bytes);
        memory = frame.nioBuffer(frame.readerIndex(), bytes).order(ByteOrder.LITTLE_ENDIAN);
        writeShapes();
        halves = new HalfVectors(layout, memory, allocator);
        layoutNanos = System.nanoTime() - openedNanos;
    }

    /** Writes zeros wherever alignment leaves a gap: memory of other requests must not travel. */
    private void writeShapes() {
        int at = FrameHeader.BYTES;
        memory.putLong(at, layout.lookupCount());
        at += ResponseLayout.FIXED_BYTES;
        for (int lookup = 0; lookup < layout.lookupCount(); lookup++) {
            memory.putInt(at, layout.bags(lookup));
            memory.putInt(at + Integer.BYTES, layout.dim(lookup));
            memory.putLong(at + Long.BYTES, 0);
            at += ResponseLayout.LOOKUP_BYTES;
        }
        for (int lookup = 0; lookup < layout.lookupCount(); lookup++) {
            clear(at, layout.vectorsAt(lookup));
            at = layout.vectorsAt(lookup) + layout.vectorBytes(lookup);
        }
        clear(at, layout.timingsAt());
    }

    private void clear(int from, int to) {
        for (int at = from; at < to; at++) {
            memory.put(at, (byte) 0);
        }
    }

    /**
     * Returns the memory into which the vectors of one lookup are pooled: float32 {@code [bags, dim]}, row-major, direct, little-endian, from byte
     * {@link #offset} of its index 0 on. Valid until the next call, or until this is finished or closed. Where vectors travel as float16 they are
     * rounded when the next lookup's memory is asked for, or at the end; else the memory is the frame itself, the same for all lookups.
     */
    public ByteBuffer memory(int lookup) {
        return layout.type() == VectorType.FLOAT16 ? halves.vectors(lookup) : memory;
    }

    /** Returns where in its {@link #memory} a lookup's vectors begin, a multiple of 64. */
    public int offset(int lookup) {
        return layout.type() == VectorType.FLOAT16 ? 0 : layout.vectorsAt(lookup);
    }

    /** Sets how many ids of a lookup the default row stood in for. */
    public void defaulted(int lookup, int ids) {
        memory.putInt(ResponseLayout.defaultedAt(lookup), ids);
    }

    /**
     * Returns the finished frame, which now belongs to the caller. The time for layout, rounding and checksum becomes the encode time.
     *
     * @param before the timings so far; its encode time is added to
     */
    public ByteBuf finish(ShardTimings before) {
        long startedNanos = System.nanoTime();
        halves.close();
        CRC32C crc = new CRC32C();
        FrameHeader.update(crc, frame, frame.readerIndex(), layout.timingsAt());
        long encodeNanos = before.encodeNanos() + layoutNanos + (System.nanoTime() - startedNanos);
        writeTimings(new ShardTimings(before.queueNanos(), before.decodeNanos(), before.poolNanos(), encodeNanos));
        FrameHeader.update(crc, frame, frame.readerIndex() + layout.timingsAt(), ResponseLayout.TIMINGS_BYTES);
        FrameHeader.seal(frame, (int) crc.getValue());
        given = true;
        return frame;
    }

    /** Returns the vectors as an answer within this process: the same layout, without a checksum. The caller closes it. */
    public LookupResponse finishLocally(ShardTimings timings) {
        halves.close();
        int[] defaulted = new int[layout.lookupCount()];
        for (int lookup = 0; lookup < defaulted.length; lookup++) {
            defaulted[lookup] = memory.getInt(ResponseLayout.defaultedAt(lookup));
        }
        given = true;
        return new LookupResponse(frame, layout, defaulted, timings, more);
    }

    private void writeTimings(ShardTimings timings) {
        int at = layout.timingsAt();
        memory.putLong(at, timings.queueNanos());
        memory.putLong(at + 8, timings.decodeNanos());
        memory.putLong(at + 16, timings.poolNanos());
        memory.putLong(at + 24, timings.encodeNanos());
    }

    /** Releases the buffer unless it was given away. */
    @Override
    public void close() {
        if (!given) {
            given = true;
            halves.close();
            frame.release();
        }
    }
}
