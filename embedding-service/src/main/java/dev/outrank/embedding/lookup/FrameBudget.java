package dev.outrank.embedding.lookup;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Bounds the bytes of the request frames that wait or are being answered. Lock-free; never blocks. */
final class FrameBudget {

    private final long maxHeldBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    FrameBudget(long maxHeldBytes) {
        this.maxHeldBytes = maxHeldBytes;
    }

    /** A frame that counts until it is closed, which releases its buffer. Close it once. */
    record HeldFrame(ByteBuf buffer, int bytes, FrameBudget budget) implements AutoCloseable {

        @Override
        public void close() {
            buffer.release();
            budget.heldBytes.addAndGet(-bytes);
        }
    }

    /** Takes over the frame if there is room for it; null where there is not, and the frame stays the caller's. */
    @Nullable
    HeldFrame tryHold(ByteBuf frame) {
        int bytes = frame.readableBytes();
        long seen = heldBytes.get();
        while (bytes <= maxHeldBytes - seen) {
            long witness = heldBytes.compareAndExchange(seen, seen + bytes);
            if (witness == seen) {
                return new HeldFrame(frame, bytes, this);
            }
            seen = witness;
        }
        return null;
    }

    long heldBytes() {
        return heldBytes.get();
    }

    long maxHeldBytes() {
        return maxHeldBytes;
    }
}
