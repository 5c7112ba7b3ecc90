package dev.outrank.ranking.oip;

import java.util.List;

/**
 * A tensor that a model takes.
 *
 * @param name for example {@code terms.values}
 * @param role what it is for its feature
 * @param feature the index of the feature among the dense or the sparse ones of the manifest
 * @param shape with {@link #VARIABLE} where a request decides
 */
record TensorSpec(String name, TensorRole role, int feature, List<Integer> shape) {

    /** A dimension that a request decides. */
    static final int VARIABLE = -1;

    TensorSpec {
        shape = List.copyOf(shape);
    }

    /** Returns whether the first dimension is the number of candidates. */
    boolean leadsWithBatch() {
        return shape.getFirst() == VARIABLE && (role == TensorRole.DENSE || role == TensorRole.LENGTHS);
    }

    /** Returns whether a tensor of a shape can be this one. */
    boolean accepts(long[] actual) {
        if (actual.length != shape.size()) {
            return false;
        }
        for (int i = 0; i < actual.length; i++) {
            if (shape.get(i) != VARIABLE && shape.get(i) != actual[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return role.datatype() + " " + shape;
    }
}
