package dev.outrank.ranking.json;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/** Bytes that grow while a generator writes; read once, without a copy. Not thread-safe. */
public final class JsonBuffer extends OutputStream {

    private byte[] bytes;
    private int size;

    /** Makes an empty buffer with room for {@code expectedBytes} before it grows. */
    public JsonBuffer(int expectedBytes) {
        bytes = new byte[Math.max(64, expectedBytes)];
    }

    @Override
    public void write(int b) {
        ensureRoom(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        ensureRoom(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Returns a view of what was written; the buffer is not to be written to afterwards. */
    public ByteBuffer written() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    private void ensureRoom(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Growth.capacity(bytes.length, needed));
        }
    }
}
