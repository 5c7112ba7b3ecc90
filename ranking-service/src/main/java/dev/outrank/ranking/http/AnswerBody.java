package dev.outrank.ranking.http;

import dev.outrank.ranking.json.RequestJson;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;

/**
 * An answer in the making: one pooled buffer, and the headers that go with it. Written by one thread; owns its buffer until the response
 * {@linkplain #take takes} it or it is closed, which any thread may do.
 *
 * <pre>
 *   written ─ handed over to the response ─ taken by it: released once it was sent
 *      └─ request ends before: closed  └─ response is never written: closed
 * </pre>
 */
public final class AnswerBody implements AutoCloseable {

    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

    private final ByteBuf buffer;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private MediaType contentType = MediaType.APPLICATION_JSON;

    // Guarded by this.
    private boolean handedOver;

    private boolean given;

    /** Makes an empty body with room for {@code expectedBytes} before it grows. */
    public AnswerBody(int expectedBytes) {
        buffer = PooledByteBufAllocator.DEFAULT.directBuffer(expectedBytes);
    }

    /** Appends JSON in UTF-8. */
    public void json(Consumer<JsonGenerator> writer) {
        try (JsonGenerator json = RequestJson.generator(new Sink())) {
            writer.accept(json);
        }
    }

    /** Appends numbers as float32, little-endian. */
    public void floats(float[] values) {
        int bytes = Math.multiplyExact(values.length, Float.BYTES);
        buffer.ensureWritable(bytes);
        buffer.nioBuffer(buffer.writerIndex(), bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(values);
        buffer.writerIndex(buffer.writerIndex() + bytes);
    }

    /** Sets what the body is; JSON by default. */
    public void contentType(MediaType type) {
        contentType = type;
    }

    /** Sets a header of the answer. */
    public void header(String name, String value) {
        headers.put(name, value);
    }

    /** Returns the bytes so far. */
    public int size() {
        return buffer.writerIndex();
    }

    MediaType contentType() {
        return contentType;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Returns the buffer, which now belongs to the caller, or null where it is gone already. */
    synchronized @Nullable DataBuffer take() {
        if (given) {
            return null;
        }
        given = true;
        return BUFFERS.wrap(buffer);
    }

    /** From now on the response closes this. */
    synchronized void handOver() {
        handedOver = true;
    }

    /** The request has ended; closes this where no response will. */
    synchronized void closeUnlessHandedOver() {
        if (!handedOver) {
            close();
        }
    }

    /** Releases the buffer unless it was taken. */
    @Override
    public synchronized void close() {
        if (!given) {
            given = true;
            buffer.release();
        }
    }

    /** Where the generator's own buffer goes when it is full. */
    private final class Sink extends OutputStream {

        @Override
        public void write(int b) {
            buffer.writeByte(b);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, source.length);
            buffer.writeBytes(source, offset, length);
        }
    }
}
