package dev.outrank.lookup;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/** Ids as 32 bits, of which the highest is 0. They go by way of an array, a chunk at a time: both of its steps run at the speed of a copy. */
final class NarrowIds {

    /** 2 KB: stays in the nearest cache, and few chunks take whole bags of a request. */
    private static final int CHUNK = 512;

    private static final ThreadLocal<int[]> CHUNKS = ThreadLocal.withInitial(() -> new int[CHUNK]);

    private NarrowIds() {}

    /** Writes ids at the buffer's position and moves it. */
    static void write(long[] ids, int count, ByteBuffer out) {
        int[] chunk = CHUNKS.get();
        IntBuffer target = out.asIntBuffer();
        for (int from = 0; from < count; from += CHUNK) {
            int some = Math.min(CHUNK, count - from);
            for (int i = 0; i < some; i++) {
                chunk[i] = (int) ids[from + i];
            }
            target.put(chunk, 0, some);
        }
        out.position(out.position() + count * Integer.BYTES);
    }

    /**
     * Reads ids from the buffer's position and moves it.
     *
     * @throws FrameException if one has the highest bit set
     */
    static void read(ByteBuffer in, long[] ids, int count) {
        int[] chunk = CHUNKS.get();
        IntBuffer source = in.asIntBuffer();
        int all = 0;
        for (int from = 0; from < count; from += CHUNK) {
            int some = Math.min(CHUNK, count - from);
            source.get(chunk, 0, some);
            for (int i = 0; i < some; i++) {
                ids[from + i] = chunk[i];
            }
            all |= bitsOf(chunk, some);
        }
        in.position(in.position() + count * Integer.BYTES);
        if (all < 0) {
            throw new FrameException("ids: one has bit 31 set (expected: at most " + Integer.MAX_VALUE
                    + " in the 32-bit form; others travel as 64 bits)");
        }
    }

    private static int bitsOf(int[] chunk, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            all |= chunk[i];
        }
        return all;
    }
}
