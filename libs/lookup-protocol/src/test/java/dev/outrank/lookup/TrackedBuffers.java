package dev.outrank.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An allocator that fails the test where a buffer it gave is still alive at the end. */
final class TrackedBuffers implements AfterEachCallback {

    private static final byte[] DIRT = new byte[4_096];

    static {
        Arrays.fill(DIRT, (byte) 0x5A);
    }

    private final List<ByteBuf> given = new ArrayList<>();

    final ByteBufAllocator allocator = new AbstractByteBufAllocator(true) {
        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            return newDirectBuffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            ByteBuf buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
            // Memory is reused in real life: what is not written must not be zero by luck.
            buffer.setBytes(0, DIRT, 0, Math.min(DIRT.length, initialCapacity));
            given.add(buffer);
            return buffer;
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    };

    ByteBuf of(byte[] bytes) {
        return allocator.directBuffer(bytes.length).writeBytes(bytes);
    }

    /** Returns the bytes of a frame and releases it. */
    static byte[] drain(ByteBuf frame) {
        try {
            byte[] bytes = new byte[frame.readableBytes()];
            frame.readBytes(bytes);
            return bytes;
        } finally {
            frame.release();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(given).allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
    }
}
