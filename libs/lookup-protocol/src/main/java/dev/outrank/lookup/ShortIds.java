package dev.outrank.lookup;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** Ids as 16 bits without a sign, by way of an array as {@link NarrowIds}. */
final class ShortIds {

    /** 1 KB: stays in the nearest cache, and few chunks take whole bags of a request. */
    private static final int CHUNK = 512;

    private static final ThreadLocal<short[]> CHUNKS = ThreadLocal.withInitial(() -> new short[CHUNK]);

    private ShortIds() {}

    /** Writes ids at the buffer's position and moves it. */
    static void write(long[] ids, int count, ByteBuffer out) {
        short[] chunk = CHUNKS.get();
        ShortBuffer target = out.asShortBuffer();
        for (int from = 0; from < count; from += CHUNK) {
            int some = Math.min(CHUNK, count - from);
            for (int i = 0; i < some; i++) {
                chunk[i] = (short) ids[from + i];
            }
            target.put(chunk, 0, some);
        }
        out.position(out.position() + count * Short.BYTES);
    }

    /** Reads ids from the buffer's position and moves it. */
    static void read(ByteBuffer in, long[] ids, int count) {
        short[] chunk = CHUNKS.get();
        ShortBuffer source = in.asShortBuffer();
        for (int from = 0; from < count; from += CHUNK) {
            int some = Math.min(CHUNK, count - from);
            source.get(chunk, 0, some);
            for (int i = 0; i < some; i++) {
                ids[from + i] = Short.toUnsignedLong(chunk[i]);
            }
        }
        in.position(in.position() + count * Short.BYTES);
    }
}
