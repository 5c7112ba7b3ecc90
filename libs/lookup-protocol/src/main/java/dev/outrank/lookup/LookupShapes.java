package dev.outrank.lookup;

import java.util.Arrays;

/** The shapes {@code [bags, dim]} of an answer's lookups, in their order. Grows until an answer is made of it. Not thread-safe. */
public final class LookupShapes {

    private int[] bags;
    private int[] dims;
    private int count;

    /** Makes a list of no shapes, with room for {@code expected} before it grows. */
    public LookupShapes(int expected) {
        bags = new int[expected];
        dims = new int[expected];
    }

    /**
     * Adds a shape.
     *
     * @param bagCount at least 0
     * @param dim at least 1
     */
    public void add(int bagCount, int dim) {
        if (bagCount < 0) {
            throw new FrameException("bags: " + bagCount + " (expected: at least 0)");
        }
        if (count == bags.length) {
            bags = Arrays.copyOf(bags, 2 * count + 1);
            dims = Arrays.copyOf(dims, 2 * count + 1);
        }
        bags[count] = bagCount;
        dims[count++] = requireDim(dim);
    }

    static int requireDim(int dim) {
        if (dim < 1) {
            throw new FrameException("dim: " + dim + " (expected: at least 1)");
        }
        return dim;
    }

    /** Returns the number of lookups. */
    public int count() {
        return count;
    }

    /** Returns the bags of a lookup. */
    public int bags(int lookup) {
        return bags[lookup];
    }

    /** Returns the width of a lookup's vectors. */
    public int dim(int lookup) {
        return dims[lookup];
    }

    /** Returns the bags of all lookups; the array itself where it is full. */
    int[] allBags() {
        return count == bags.length ? bags : Arrays.copyOf(bags, count);
    }

    /** Returns the widths of all lookups; the array itself where it is full. */
    int[] allDims() {
        return count == dims.length ? dims : Arrays.copyOf(dims, count);
    }
}
