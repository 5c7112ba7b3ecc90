package dev.outrank.lookup;

/**
 * The shape {@code [bags, dim]} of one lookup's answer.
 *
 * @param bags at least 0
 * @param dim at least 1
 */
public record LookupShape(int bags, int dim) {

    public LookupShape {
        if (bags < 0 || dim < 1) {
            throw new FrameException("shape: [" + bags + ", " + dim + "] (expected: [bags >= 0, dim >= 1])");
        }
    }

    /** Returns the bytes of the vectors; far past every limit it stays at 16 TiB instead of overflowing. */
    public long bytes() {
        return Float.BYTES * Math.min((long) bags * dim, 1L << 42);
    }
}
