package dev.outrank.lookup.connection;

import dev.outrank.lookup.FrameException;
import dev.outrank.lookup.LookupFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. A frame that is whole in what was read is a slice of it; of a longer one the rest is read straight into its
 * buffer, which {@link #lend} gives to the channel. For one thread.
 */
final class FrameAssembler {

    /** Takes over each frame, whose header is that of a frame and whose checksum was not looked at. */
    interface Frames {
        void frame(ByteBuf frame);
    }

    /** A claimed length is believed up to here; a longer frame's buffer grows as its bytes arrive. 4 MB. */
    private static final int BELIEVED_BYTES = 4 << 20;

    /**
     * What is missing of a frame is read straight into its buffer from here on; of a shorter one it is copied, so that one read takes several short frames.
     */
    private static final int LEAST_LENT_BYTES = 128 << 10;

    /** A slice keeps all that was read with it in memory: a smaller share than this is copied instead. */
    private static final int LEAST_SHARE = 8;

    private final int maxFrameBytes;
    private final ByteBufAllocator allocator;
    private final ByteBuf header = Unpooled.buffer(LookupFrames.HEADER_BYTES, LookupFrames.HEADER_BYTES);
    private @Nullable ByteBuf frame;
    private int frameBytes;
    private @Nullable ByteBuf lent;
    private boolean closed;

    FrameAssembler(int maxFrameBytes, ByteBufAllocator allocator) {
        this.maxFrameBytes = maxFrameBytes;
        this.allocator = allocator;
    }

    /** Returns memory for the rest of the frame that has begun to arrive, the caller's to release; null where none has, or little is missing. */
    @Nullable
    ByteBuf lend() {
        ByteBuf begun = frame;
        if (begun == null || frameBytes - begun.readableBytes() < LEAST_LENT_BYTES) {
            return null;
        }
        makeRoom(begun);
        ByteBuf rest =
                begun.retainedSlice(begun.writerIndex(), begun.writableBytes()).writerIndex(0);
        lent = rest;
        return rest;
    }

    private void makeRoom(ByteBuf begun) {
        if (!begun.isWritable()) {
            begun.capacity((int) Math.min(frameBytes, 2L * begun.capacity()));
        }
    }

    /**
     * Takes over what was read.
     *
     * @throws FrameException where no frame begins, or one that is too long
     */
    @SuppressWarnings("ReferenceEquality") // Whether it is the very buffer that was lent.
    void read(ByteBuf in, Frames frames) {
        try {
            ByteBuf begun = frame;
            if (in == lent && begun != null) {
                lent = null;
                begun.writerIndex(begun.writerIndex() + in.readableBytes());
                giveIfWhole(begun, frames);
                return;
            }
            while (!closed && in.isReadable()) {
                step(in, frames);
            }
        } finally {
            in.release();
        }
    }

    private void step(ByteBuf in, Frames frames) {
        ByteBuf begun = frame;
        if (begun != null) {
            makeRoom(begun);
            begun.writeBytes(in, Math.min(begun.writableBytes(), in.readableBytes()));
            giveIfWhole(begun, frames);
        } else if (header.isReadable() || in.readableBytes() < LookupFrames.HEADER_BYTES) {
            header.writeBytes(in, Math.min(header.writableBytes(), in.readableBytes()));
            if (!header.isWritable()) {
                ByteBuf next = begin(length(header, 0));
                next.writeBytes(header);
                header.clear();
                giveIfWhole(next, frames);
            }
        } else {
            stepWithHeader(in, frames);
        }
    }

    private void stepWithHeader(ByteBuf in, Frames frames) {
        int length = length(in, in.readerIndex());
        if (length > in.readableBytes()) {
            ByteBuf next = begin(length);
            // Of a long frame no more was read than its buffer has room for at first, unless reads are very large.
            next.writeBytes(in, Math.min(next.writableBytes(), in.readableBytes()));
        } else if (length >= in.capacity() / LEAST_SHARE) {
            frames.frame(in.readRetainedSlice(length));
        } else {
            frames.frame(allocator.directBuffer(length, length).writeBytes(in, length));
        }
    }

    private int length(ByteBuf bytes, int index) {
        long length = LookupFrames.frameLength(bytes, index);
        if (length > maxFrameBytes) {
            throw new FrameException("frame: " + length + " bytes (expected: at most " + maxFrameBytes + ")");
        }
        return (int) length;
    }

    private ByteBuf begin(int length) {
        ByteBuf next = allocator.directBuffer(Math.min(length, BELIEVED_BYTES), length);
        frame = next;
        frameBytes = length;
        return next;
    }

    private void giveIfWhole(ByteBuf begun, Frames frames) {
        if (begun.readableBytes() == frameBytes) {
            frame = null;
            frames.frame(begun);
        }
    }

    /** Releases what has begun to arrive, and takes no more: also where a frame ends the connection that was read together with the begin of another. */
    void close() {
        closed = true;
        ByteBuf begun = frame;
        frame = null;
        if (begun != null) {
            begun.release();
        }
    }
}
