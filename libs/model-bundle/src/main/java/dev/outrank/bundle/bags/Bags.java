package dev.outrank.bundle.bags;

import dev.outrank.bundle.failure.InternalException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bags of ids of one feature. A view: the arrays are neither copied nor to be changed while this lives.
 *
 * <p>Bag {@code b} holds {@code ids[offsets[b]] … ids[offsets[b + 1] - 1]}. The arrays may be longer than is used.
 */
public final class Bags {

    private final int bagCount;
    private final int[] offsets;
    private final long[] ids;
    private final float @Nullable [] weights;

    /**
     * Makes a view of {@code bagCount} bags.
     *
     * @param bagCount bags, at least 0
     * @param offsets not decreasing from 0; at least {@code bagCount + 1} long
     * @param ids at least {@code offsets[bagCount]} long
     * @param weights beside the ids, or null where every weight is 1
     */
    public Bags(int bagCount, int[] offsets, long[] ids, float @Nullable [] weights) {
        this.bagCount = bagCount;
        this.offsets = offsets;
        this.ids = ids;
        this.weights = weights;
        if (offsets.length <= bagCount
                || offsets[bagCount] > ids.length
                || (weights != null && weights.length < offsets[bagCount])) {
            throw new InternalException("bags: " + bagCount + ", offsets: " + offsets.length + ", ids: " + ids.length
                    + " (expected: offsets = bags + 1, ids and weights up to the last offset)");
        }
    }

    /** Returns bags from their lengths; {@code offsets} are computed. */
    public static Bags ofLengths(int[] lengths, long[] ids, float @Nullable [] weights) {
        int[] offsets = new int[lengths.length + 1];
        for (int bag = 0; bag < lengths.length; bag++) {
            offsets[bag + 1] = Math.addExact(offsets[bag], lengths[bag]);
        }
        return new Bags(lengths.length, offsets, ids, weights);
    }

    /** Returns the bags {@code [from, to)} as bags of their own; ids and weights are copied. */
    public Bags range(int from, int to) {
        int first = offsets[from];
        int[] rebased = new int[to - from + 1];
        for (int i = 0; i < rebased.length; i++) {
            rebased[i] = offsets[from + i] - first;
        }
        float[] w = weights;
        return new Bags(
                to - from,
                rebased,
                Arrays.copyOfRange(ids, first, offsets[to]),
                w == null ? null : Arrays.copyOfRange(w, first, offsets[to]));
    }

    /** Returns the number of bags. */
    public int bagCount() {
        return bagCount;
    }

    /** Returns the number of ids in all bags. */
    public int idCount() {
        return offsets[bagCount];
    }

    /** Returns the array of offsets itself; length ≥ bags + 1. */
    public int[] offsets() {
        return offsets;
    }

    /** Returns the array of ids itself. */
    public long[] ids() {
        return ids;
    }

    /** Returns the array of weights itself, or null where every weight is 1. */
    public float @Nullable [] weights() {
        return weights;
    }

    /** Returns the number of ids in one bag. */
    public int length(int bag) {
        return offsets[bag + 1] - offsets[bag];
    }
}
