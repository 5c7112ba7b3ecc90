package dev.outrank.testkit.fault;

/** Bytes on their way through a proxy; none of them is the end of a stream. Keeps the array without a copy. */
final class Chunk {

    private final byte[] bytes;
    private final long dueNanos;

    /** Makes a chunk that is to be written at a time of {@link System#nanoTime}. */
    Chunk(byte[] bytes, long dueNanos) {
        this.bytes = bytes;
        this.dueNanos = dueNanos;
    }

    byte[] bytes() {
        return bytes;
    }

    long dueNanos() {
        return dueNanos;
    }

    boolean isEnd() {
        return bytes.length == 0;
    }
}
