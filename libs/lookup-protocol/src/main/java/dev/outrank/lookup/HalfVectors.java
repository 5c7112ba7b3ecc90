package dev.outrank.lookup;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/** Lends float32 memory for one lookup at a time and rounds it to float16 into the frame, to the nearest, ties to even. Holds memory only once lent. */
final class HalfVectors {

    private static final int NONE = -1;

    private final ResponseLayout layout;
    private final ByteBuffer frame;
    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf lent;
    private int lookup = NONE;

    HalfVectors(ResponseLayout layout, ByteBuffer frame, ByteBufAllocator allocator) {
        this.layout = layout;
        this.frame = frame;
        this.allocator = allocator;
    }

    ByteBuffer vectors(int wanted) {
        round();
        int bytes = Math.multiplyExact(Float.BYTES, layout.elements(wanted));
        ByteBuf memory = lent;
        if (memory == null || memory.capacity() < bytes) {
            release();
            memory = allocator.directBuffer(bytes, bytes);
            lent = memory;
        }
        lookup = wanted;
        return memory.nioBuffer(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void round() {
        ByteBuf memory = lent;
        if (memory == null || lookup == NONE) {
            return;
        }
        int elements = layout.elements(lookup);
        FloatBuffer in = memory.nioBuffer(0, elements * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        ShortBuffer out = frame.slice(layout.vectorsAt(lookup), elements * Short.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        for (int i = 0; i < elements; i++) {
            out.put(i, Float.floatToFloat16(in.get(i)));
        }
        lookup = NONE;
    }

    private void release() {
        ByteBuf memory = lent;
        lent = null;
        if (memory != null) {
            memory.release();
        }
    }

    /** Rounds what was lent last and gives the memory back. */
    void close() {
        round();
        release();
    }
}
