package dev.outrank.workbench.calibrate;

/** Gives the caches that this thread shares with others to other memory, as other processes do between two calls of one. Not thread-safe. */
final class CacheSweep {

    /** Above the last cache of most machines. */
    private static final int BYTES = 64 << 20;

    private static final int LINE = 64;

    private final byte[] memory = new byte[BYTES];
    private int next;

    /** Reads and writes a line after another, for so long. */
    void run(long nanos) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            int end = Math.min(BYTES, next + (1 << 16));
            for (int at = next; at < end; at += LINE) {
                memory[at]++;
            }
            next = end == BYTES ? 0 : end;
        }
    }
}
