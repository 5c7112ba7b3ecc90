package dev.outrank.lookup;

/**
 * The shape {@code [bags, dim]} of one lookup's answer.
 *
 * @param bags at least 0
 * @param dim at least 1
 */
public record LookupShape(int bags, int dim) {

    public LookupShape {
        if (bags < 0) {
            throw new FrameException("bags: " + bags + " (expected: at least 0)");
        }
        requireDim(dim);
    }

    static int requireDim(int dim) {
        if (dim < 1) {
            throw new FrameException("dim: " + dim + " (expected: at least 1)");
        }
        return dim;
    }
}
