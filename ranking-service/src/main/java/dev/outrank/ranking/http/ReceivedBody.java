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

    /** Little-endian; their own index 0 is their first byte. */
    private final ByteBuffer[] parts;

    /** Where in the body each part begins. */
    private final int[] begins;

    private final int size;

    private ReceivedBody(ByteBuffer[] parts) {
        this.parts = parts;
        this.begins = new int[parts.length];
        int bytes = 0;
        for (int part = 0; part < parts.length; part++) {
            begins[part] = bytes;
            bytes = Math.addExact(bytes, parts[part].remaining());
        }
        this.size = bytes;
    }

    /** Returns a view of an array. */
    public static ReceivedBody of(byte[] body) {
        return new ReceivedBody(new ByteBuffer[] {ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN)});
    }

    /** Returns a view of what is readable in a buffer. */
    static ReceivedBody of(DataBuffer buffer) {
        List<ByteBuffer> parts = new ArrayList<>();
        try (DataBuffer.ByteBufferIterator iterator = buffer.readableByteBuffers()) {
            iterator.forEachRemaining(part -> parts.add(part.slice().order(ByteOrder.LITTLE_ENDIAN)));
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
        int part = partOf(0, from);
        for (int done = 0, at = from; done < count; part = partOf(part, at)) {
            int whole = whole(part, at, Long.BYTES, count - done);
            for (int i = 0; i < whole; i++) {
                target[done + i] = parts[part].getLong(at - begins[part] + i * Long.BYTES);
            }
            if (whole == 0) {
                target[done] = across(part, at, Long.BYTES);
            }
            done += Math.max(1, whole);
            at += Math.max(1, whole) * Long.BYTES;
        }
    }

    /** Writes {@code count} int32, little-endian from byte {@code from} on, to the begin of an array. */
    public void intsInto(int from, int count, int[] target) {
        int part = partOf(0, from);
        for (int done = 0, at = from; done < count; part = partOf(part, at)) {
            int whole = whole(part, at, Integer.BYTES, count - done);
            for (int i = 0; i < whole; i++) {
                target[done + i] = parts[part].getInt(at - begins[part] + i * Integer.BYTES);
            }
            if (whole == 0) {
                target[done] = (int) across(part, at, Integer.BYTES);
            }
            done += Math.max(1, whole);
            at += Math.max(1, whole) * Integer.BYTES;
        }
    }

    /** Writes {@code count} float32, little-endian from byte {@code from} on, to the begin of an array. */
    public void floatsInto(int from, int count, float[] target) {
        int part = partOf(0, from);
        for (int done = 0, at = from; done < count; part = partOf(part, at)) {
            int whole = whole(part, at, Float.BYTES, count - done);
            for (int i = 0; i < whole; i++) {
                target[done + i] = parts[part].getFloat(at - begins[part] + i * Float.BYTES);
            }
            if (whole == 0) {
                target[done] = Float.intBitsToFloat((int) across(part, at, Float.BYTES));
            }
            done += Math.max(1, whole);
            at += Math.max(1, whole) * Float.BYTES;
        }
    }

    /** Returns the part that a byte is in, which is a given one or comes after it. */
    private int partOf(int atLeast, int at) {
        int part = atLeast;
        while (part < parts.length && at >= begins[part] + parts[part].remaining()) {
            part++;
        }
        return part;
    }

    /** Returns how many of the wanted elements lie one after the other within a part; 0 where the first lies across its end. */
    private int whole(int part, int at, int width, int wanted) {
        Objects.checkIndex(part, parts.length);
        return Math.min(wanted, (begins[part] + parts[part].remaining() - at) / width);
    }

    /** Returns an element that lies across parts. */
    private long across(int firstPart, int from, int width) {
        long bits = 0;
        int part = firstPart;
        for (int i = 0; i < width; i++) {
            part = Objects.checkIndex(partOf(part, from + i), parts.length);
            bits |= Byte.toUnsignedLong(parts[part].get(from + i - begins[part])) << (i * Byte.SIZE);
        }
        return bits;
    }
}
