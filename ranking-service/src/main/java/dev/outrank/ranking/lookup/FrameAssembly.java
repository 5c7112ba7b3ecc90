package dev.outrank.ranking.lookup;

import dev.outrank.ranking.request.ShardUnavailableException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

/**
 * An answer's frame while its parts arrive, in one direct buffer. Thread-safe, since a cancelled call is discarded on another thread than the
 * one that still appends.
 */
final class FrameAssembly {

    private final String service;
    private final ByteBuf frame;
    private boolean given;

    /** Makes an assembly for {@code expectedBytes}, where known, and {@code maxBytes} at most. */
    FrameAssembly(String service, long expectedBytes, int maxBytes) {
        this.service = service;
        requireFits(expectedBytes, maxBytes);
        this.frame = expectedBytes >= 0
                ? ByteBufAllocator.DEFAULT.directBuffer((int) expectedBytes, maxBytes)
                : ByteBufAllocator.DEFAULT.directBuffer();
    }

    private void requireFits(long bytes, int maxBytes) {
        if (bytes > maxBytes) {
            throw new ShardUnavailableException(
                    service + ": answer of " + bytes + " bytes (expected: at most " + maxBytes + ")");
        }
    }

    /** Appends a part and releases it. */
    synchronized void append(DataBuffer part, int maxBytes) {
        try {
            if (!given) {
                requireFits((long) frame.readableBytes() + part.readableByteCount(), maxBytes);
                frame.writeBytes(NettyDataBufferFactory.toByteBuf(part));
            }
        } finally {
            DataBufferUtils.release(part);
        }
    }

    /** Returns the whole frame, which then belongs to the caller. */
    synchronized ByteBuf take() {
        if (given) {
            throw new ShardUnavailableException(service + ": answer was discarded (expected: taken once)");
        }
        given = true;
        return frame;
    }

    /** Releases the frame unless it was taken. */
    synchronized void discard() {
        if (!given) {
            given = true;
            frame.release();
        }
    }
}
