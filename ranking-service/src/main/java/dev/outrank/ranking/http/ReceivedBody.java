package dev.outrank.ranking.http;

import dev.outrank.ranking.memory.RequestArrays;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.buffer.DataBuffer;

/**
 * A request's body, in the buffers in which it arrived. A view: valid while its owner keeps the buffers. For any number of reading threads.
 */
public final class ReceivedBody {

    private final ByteBuffer[] parts;
    private final int size;

    private ReceivedBody(ByteBuffer[] parts) {
        this.parts = parts;
        int bytes = 0;
        for (ByteBuffer part : parts) {
            bytes = Math.addExact(bytes, part.remaining());
        }
        this.size = bytes;
    }

    /** Returns a view of an array. */
    public static ReceivedBody of(byte[] body) {
        return new ReceivedBody(new ByteBuffer[] {ByteBuffer.wrap(body)});
    }

    /** Returns a view of what is readable in a buffer. */
    static ReceivedBody of(DataBuffer buffer) {
        List<ByteBuffer> parts = new ArrayList<>();
        try (DataBuffer.ByteBufferIterator iterator = buffer.readableByteBuffers()) {
            iterator.forEachRemaining(part -> parts.add(part.slice()));
        }
        return new ReceivedBody(parts.toArray(ByteBuffer[]::new));
    }

    /** Returns the number of bytes. */
    public int size() {
        return size;
    }

    /** Returns the first {@code length} bytes in an array of the request, which may be longer. */
    public byte[] head(int length, RequestArrays arrays) {
        Objects.checkFromIndexSize(0, length, size);
        byte[] head = arrays.bytes(length);
        int done = 0;
        for (int part = 0; done < length; part++) {
            int some = Math.min(length - done, parts[part].remaining());
            parts[part].get(0, head, done, some);
            done += some;
        }
        return head;
    }

    /** Writes {@code count} int64, little-endian from byte {@code from} on, to the begin of an array. */
    public void longsInto(int from, int count, long[] target) {
        Runs runs = new Runs(from, Long.BYTES);
        for (int done = 0; done < count; ) {
            ByteBuffer run = runs.next();
            int some = Math.min(count - done, run.remaining() / Long.BYTES);
            run.asLongBuffer().get(target, done, some);
            done += some;
        }
    }

    /** Writes {@code count} int32, little-endian from byte {@code from} on, to the begin of an array. */
    public void intsInto(int from, int count, int[] target) {
        Runs runs = new Runs(from, Integer.BYTES);
        for (int done = 0; done < count; ) {
            ByteBuffer run = runs.next();
            int some = Math.min(count - done, run.remaining() / Integer.BYTES);
            run.asIntBuffer().get(target, done, some);
            done += some;
        }
    }

    /** Writes {@code count} float32, little-endian from byte {@code from} on, to the begin of an array. */
    public void floatsInto(int from, int count, float[] target) {
        Runs runs = new Runs(from, Float.BYTES);
        for (int done = 0; done < count; ) {
            ByteBuffer run = runs.next();
            int some = Math.min(count - done, run.remaining() / Float.BYTES);
            run.asFloatBuffer().get(target, done, some);
            done += some;
        }
    }

    /** Walks elements of one width as long runs, each within one part; an element that lies across parts is a run by itself. */
    private final class Runs {

        private final int width;
        private int part;
        private int at;

        Runs(int from, int width) {
            this.width = width;
            this.at = from;
            skipParts();
        }

        private void skipParts() {
            while (part < parts.length && at >= parts[part].remaining()) {
                at -= parts[part].remaining();
                part++;
            }
        }

        /** Returns the next run, of at least one element. */
        ByteBuffer next() {
            Objects.checkIndex(part, parts.length);
            int here = (parts[part].remaining() - at) / width * width;
            ByteBuffer run = here > 0 ? parts[part].slice(at, here) : across();
            if (here > 0) {
                at += here;
            }
            skipParts();
            return run.order(ByteOrder.LITTLE_ENDIAN);
        }

        private ByteBuffer across() {
            ByteBuffer element = ByteBuffer.allocate(width);
            while (element.hasRemaining()) {
                Objects.checkIndex(part, parts.length);
                element.put(parts[part].get(at++));
                skipParts();
            }
            return element.flip();
        }
    }
}
