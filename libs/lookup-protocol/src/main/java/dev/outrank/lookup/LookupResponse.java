package dev.outrank.lookup;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.plan.VectorType;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The pooled vectors of one shard, read in place. Owns its buffer until it is closed.
 *
 * <p>Safe for any number of reading threads; {@link #close} must come after the last of them.
 */
public final class LookupResponse implements AutoCloseable {

    private final ByteBuf frame;
    private final ResponseLayout layout;
    private final int[] defaulted;
    private final ShardTimings timings;
    private final boolean more;
    /** The whole frame as float32. */
    private final FloatBuffer floats;

    /** The whole frame as float16; null where vectors are float32. */
    private final @Nullable ShortBuffer halves;

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over a buffer whose layout was checked. */
    LookupResponse(ByteBuf frame, ResponseLayout layout, int[] defaulted, ShardTimings timings, boolean more) {
        this.frame = frame;
        this.layout = layout;
        this.defaulted = defaulted;
        this.timings = timings;
        this.more = more;
        ByteBuffer memory =
                frame.nioBuffer(frame.readerIndex(), frame.readableBytes()).order(ByteOrder.LITTLE_ENDIAN);
        this.floats = memory.asFloatBuffer();
        this.halves = layout.type() == VectorType.FLOAT16 ? memory.asShortBuffer() : null;
    }

    /** Returns what the shard spent. */
    public ShardTimings timings() {
        return timings;
    }

    /** Returns the number of lookups, that of the request. */
    public int lookupCount() {
        return layout.lookupCount();
    }

    /** Returns for how many ids of a lookup the default row stands. */
    public int defaultedIds(int lookup) {
        return defaulted[lookup];
    }

    /** Returns the number of bags of a lookup. */
    public int bags(int lookup) {
        return layout.bags(lookup);
    }

    /** Returns the width of the vectors of a lookup. */
    public int dim(int lookup) {
        return layout.dim(lookup);
    }

    /** Returns whether further parts of the same answer follow. */
    public boolean hasMore() {
        return more;
    }

    /** Returns how the vectors travelled; they are read as floats either way. */
    public VectorType vectorType() {
        return layout.type();
    }

    /** Returns the bytes of the whole frame. */
    public int bytes() {
        return layout.frameBytes();
    }

    /**
     * Copies the vectors {@code [bags, dim]} of a lookup; the buffer's position and limit are left alone.
     *
     * <pre>
     *   for bag, d: out[outOffset + bag * outStride + d] = vectors[bag, d]
     * </pre>
     *
     * @param outOffset where bag 0 begins, in floats from the buffer's index 0
     * @param outStride floats from one bag's begin to the next one's
     * @throws IndexOutOfBoundsException if the buffer is too small
     */
    public void copyInto(int lookup, FloatBuffer out, int outOffset, int outStride) {
        copyInto(lookup, 0, bags(lookup), out, outOffset, outStride);
    }

    /**
     * Adds the vectors {@code [bags, dim]} of a lookup to what the buffer holds: partial sums of a table split over shards.
     *
     * <pre>
     *   for bag, d: out[outOffset + bag * outStride + d] += vectors[bag, d]
     * </pre>
     *
     * @param outOffset where bag 0 begins, in floats from the buffer's index 0
     * @param outStride floats from one bag's begin to the next one's
     * @throws IndexOutOfBoundsException if the buffer is too small
     */
    public void addInto(int lookup, FloatBuffer out, int outOffset, int outStride) {
        addInto(lookup, 0, bags(lookup), out, outOffset, outStride);
    }

    /**
     * Copies {@code bags} vectors of a lookup from bag {@code fromBag} on, as {@link #copyInto(int, FloatBuffer, int, int)} copies all.
     *
     * @throws IndexOutOfBoundsException if there are not so many, or the buffer is too small
     */
    public void copyInto(int lookup, int fromBag, int bags, FloatBuffer out, int outOffset, int outStride) {
        int dim = dim(lookup);
        int from = firstElement(lookup, fromBag, bags);
        if (halves != null) {
            HalfReader.copyInto(halves, from, bags, dim, out, outOffset, outStride);
            return;
        }
        if (outStride == dim) {
            out.put(outOffset, floats, from, bags * dim);
            return;
        }
        for (int bag = 0; bag < bags; bag++) {
            out.put(Math.addExact(outOffset, Math.multiplyExact(bag, outStride)), floats, from + bag * dim, dim);
        }
    }

    /**
     * Adds {@code bags} vectors of a lookup from bag {@code fromBag} on, as {@link #addInto(int, FloatBuffer, int, int)} adds all.
     *
     * @throws IndexOutOfBoundsException if there are not so many, or the buffer is too small
     */
    public void addInto(int lookup, int fromBag, int bags, FloatBuffer out, int outOffset, int outStride) {
        int dim = dim(lookup);
        int from = firstElement(lookup, fromBag, bags);
        if (halves != null) {
            HalfReader.addInto(halves, from, bags, dim, out, outOffset, outStride);
            return;
        }
        for (int bag = 0; bag < bags; bag++) {
            int to = Math.addExact(outOffset, Math.multiplyExact(bag, outStride));
            for (int d = 0; d < dim; d++) {
                out.put(to + d, out.get(to + d) + floats.get(from + bag * dim + d));
            }
        }
    }

    /** Returns one element. */
    public float at(int lookup, int bag, int d) {
        if (bag < 0 || bag >= bags(lookup) || d < 0 || d >= dim(lookup)) {
            throw new IndexOutOfBoundsException(
                    "[" + bag + ", " + d + "] of [" + bags(lookup) + ", " + dim(lookup) + "] in lookup " + lookup);
        }
        int element = firstElement(lookup, bag, 1) + d;
        return halves != null ? Float.float16ToFloat(halves.get(element)) : floats.get(element);
    }

    /** Returns where the vectors of some bags begin, in elements from the frame's begin: vectors begin at multiples of 64 bytes. */
    private int firstElement(int lookup, int fromBag, int bags) {
        Objects.checkFromIndexSize(fromBag, bags, bags(lookup));
        if (closed.get()) {
            throw new InternalException("lookup response: closed (expected: open; its memory is gone)");
        }
        return layout.vectorsAt(lookup) / layout.type().bytes() + fromBag * dim(lookup);
    }

    /** Releases the buffer; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            frame.release();
        }
    }
}
