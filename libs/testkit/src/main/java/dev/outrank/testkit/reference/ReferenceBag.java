package dev.outrank.testkit.reference;

import org.jspecify.annotations.Nullable;

/** The ids that one evaluation pools, in order, with their weights where the feature has them. */
public final class ReferenceBag {

    private final long[] ids;
    private final float @Nullable [] weights;

    private ReferenceBag(long[] ids, float @Nullable [] weights) {
        this.ids = ids;
        this.weights = weights;
        if (weights != null && weights.length != ids.length) {
            throw new IllegalArgumentException(
                    "weights: " + weights.length + " (expected: " + ids.length + ", one beside each id)");
        }
    }

    /** Returns a bag without weights. */
    public static ReferenceBag of(long... ids) {
        return new ReferenceBag(ids.clone(), null);
    }

    /** Returns a bag with a weight beside each id. */
    public static ReferenceBag weighted(long[] ids, float[] weights) {
        return new ReferenceBag(ids.clone(), weights.clone());
    }

    int size() {
        return ids.length;
    }

    long id(int position) {
        return ids[position];
    }

    double weight(int position) {
        return weights == null ? 1 : weights[position];
    }
}
