package dev.outrank.testkit.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request in the plainest form: numbers and bags by the names of features. */
public final class ReferenceRequest {

    private final int candidates;
    private final Map<String, float[]> dense;
    private final Map<String, List<ReferenceBag>> sparse;

    private ReferenceRequest(Builder builder) {
        this.candidates = builder.candidates;
        this.dense = Map.copyOf(builder.dense);
        this.sparse = Map.copyOf(builder.sparse);
    }

    /** Starts a request for so many candidates. */
    public static Builder builder(int candidates) {
        return new Builder(candidates);
    }

    /** Returns the number of candidates. */
    public int candidates() {
        return candidates;
    }

    /** Returns the numbers of a dense feature, {@code [rows, width]} row-major. */
    DoubleTensor dense(String feature, int rows, int width) {
        float[] values = dense.get(feature);
        if (values == null || values.length != rows * width) {
            throw new IllegalArgumentException("dense['" + feature + "']: "
                    + (values == null ? "absent" : values.length + " numbers") + " (expected: " + rows + " x " + width
                    + ")");
        }
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return DoubleTensor.matrix(rows, width, wide);
    }

    /** Returns the bags of a sparse feature, one a row. */
    List<ReferenceBag> bags(String feature, int rows) {
        List<ReferenceBag> bags = sparse.get(feature);
        if (bags == null || bags.size() != rows) {
            throw new IllegalArgumentException("sparse['" + feature + "']: "
                    + (bags == null ? "absent" : bags.size() + " bags") + " (expected: " + rows + ")");
        }
        return bags;
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {

        private final int candidates;
        private final Map<String, float[]> dense = new HashMap<>();
        private final Map<String, List<ReferenceBag>> sparse = new HashMap<>();

        private Builder(int candidates) {
            this.candidates = candidates;
        }

        /** Sets a dense feature: {@code [1 or candidates, width]} row-major. */
        public Builder dense(String feature, float... values) {
            dense.put(feature, values.clone());
            return this;
        }

        /** Sets a sparse feature: one bag for a request-scope feature, else one a candidate. */
        public Builder sparse(String feature, List<ReferenceBag> bags) {
            sparse.put(feature, List.copyOf(bags));
            return this;
        }

        /** Returns the request. */
        public ReferenceRequest build() {
            return new ReferenceRequest(this);
        }
    }
}
