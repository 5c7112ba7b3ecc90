package dev.outrank.lookup;

import java.nio.ByteBuffer;

/**
 * Ids as the differences from the one before (the first from 0), zigzag-coded, seven bits a byte from the lowest on, the eighth saying that more
 * follow: LEB128. A difference wraps around at 64 bits, so that every id has a form, of one to ten bytes.
 */
final class Varints {

    /**
     * Varints are chosen where they take this many times fewer bytes than the fixed form. Measured for 2,048 ids of 1 byte each (Zen 5, one thread): 2 ns an id
     * more to write and read than the fixed form, for 3 bytes less; of 1 to 3 bytes, 10 ns for 2 bytes less. A byte over loopback costs both processes 0.2 to 0.7 ns. So
     * they never save CPU; they save bytes, and where those are fewer than half it is not worth it.
     */
    static final int WORTHWHILE = 2;

    /** Fewer ids take a cache line or less either way. */
    static final int LEAST_IDS = 16;

    /** So many differences, evenly spread, tell whether it is worth counting them all: counting costs as much as writing. */
    static final int SAMPLE = 16;

    private static final int MAX_BYTES = 10;

    private Varints() {}

    /** Returns the bytes that ids take where there are enough of them and a sample takes few enough; else {@link Long#MAX_VALUE}. */
    static long bytesIfPromising(long[] ids, int count, int fixedWidth) {
        if (count < LEAST_IDS) {
            return Long.MAX_VALUE;
        }
        if (count > SAMPLE) {
            long sampled = bytesOf(ids[0]);
            for (int i = 1; i < SAMPLE; i++) {
                int at = (int) ((long) i * count / SAMPLE);
                sampled += bytesOf(ids[at] - ids[at - 1]);
            }
            if (sampled > SAMPLE * fixedWidth / WORTHWHILE) {
                return Long.MAX_VALUE;
            }
        }
        return bytes(ids, count);
    }

    /** Returns the bytes that ids take. */
    static long bytes(long[] ids, int count) {
        long bytes = 0;
        long before = 0;
        for (int i = 0; i < count; i++) {
            bytes += bytesOf(ids[i] - before);
            before = ids[i];
        }
        return bytes;
    }

    private static int bytesOf(long delta) {
        // ceil(bits / 7) for 1 to 64 bits, without a division.
        return ((64 - Long.numberOfLeadingZeros(zigzag(delta) | 1)) * 9 + 64) >>> 6;
    }

    private static long zigzag(long delta) {
        return delta << 1 ^ delta >> 63;
    }

    /** Writes ids at the buffer's position and moves it. */
    static void write(long[] ids, int count, ByteBuffer out) {
        int at = out.position();
        long before = 0;
        for (int i = 0; i < count; i++) {
            long rest = zigzag(ids[i] - before);
            before = ids[i];
            while (rest >>> 7 != 0) {
                out.put(at++, (byte) (rest | 0x80));
                rest >>>= 7;
            }
            out.put(at++, (byte) rest);
        }
        out.position(at);
    }

    /**
     * Reads ids from the buffer's position and moves it.
     *
     * @throws FrameException unless exactly {@code bytes} bytes hold them
     */
    static void read(ByteBuffer in, int bytes, long[] ids, int count) {
        int at = in.position();
        int end = at + bytes;
        long id = 0;
        for (int i = 0; i < count; i++) {
            long value = 0;
            int shift = 0;
            byte next;
            do {
                if (at == end || shift == 7 * MAX_BYTES) {
                    throw new FrameException("ids: varint " + i + " does not end (expected: " + count + " of at most "
                            + MAX_BYTES + " bytes in " + bytes + ")");
                }
                next = in.get(at++);
                value |= (next & 0x7FL) << shift;
                shift += 7;
            } while (next < 0);
            id += value >>> 1 ^ -(value & 1);
            ids[i] = id;
        }
        if (at != end) {
            throw new FrameException("idBytes: " + (end - at) + " after the last id (expected: none)");
        }
        in.position(end);
    }
}
