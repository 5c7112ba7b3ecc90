package dev.outrank.ranking.request;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The inputs of one ranking request, checked against the model. Immutable; its arrays belong to it.
 *
 * <p>Features are addressed by their index in {@code manifest().features()}.
 */
public final class RankingRequest {

    private final Manifest manifest;
    private final int candidates;
    private final Deadline deadline;
    private final List<float[]> dense;
    private final List<Bags> sparse;

    RankingRequest(Manifest manifest, int candidates, Deadline deadline, List<float[]> dense, List<Bags> sparse) {
        this.manifest = manifest;
        this.candidates = candidates;
        this.deadline = deadline;
        this.dense = dense;
        this.sparse = sparse;
    }

    /**
     * Returns a builder for a request of {@code candidates} candidates.
     *
     * @throws InvalidInputException where {@code candidates} is negative
     */
    public static Builder builder(Manifest manifest, int candidates, Deadline deadline) {
        return new Builder(manifest, candidates, deadline);
    }

    /** Returns the model that the inputs were checked against. */
    public Manifest manifest() {
        return manifest;
    }

    /** Returns the number of candidates, at least 0. */
    public int candidates() {
        return candidates;
    }

    /** Returns when the answer is of no use any more. */
    public Deadline deadline() {
        return deadline;
    }

    /** Returns the numbers of a dense feature itself, {@code [1 or candidates, width]} by its scope, row-major. */
    public float[] dense(int denseIndex) {
        return dense.get(denseIndex);
    }

    /** Returns the bags of a sparse feature, 1 or {@code candidates} of them by its scope. */
    public Bags sparse(int sparseIndex) {
        return sparse.get(sparseIndex);
    }

    /** Collects and checks the inputs of one request. Not thread-safe; keeps the arrays that it is given. */
    public static final class Builder {

        private final Manifest manifest;
        private final int candidates;
        private final Deadline deadline;
        private final Map<Integer, float[]> dense = new TreeMap<>();
        private final Map<Integer, Bags> sparse = new TreeMap<>();

        private Builder(Manifest manifest, int candidates, Deadline deadline) {
            if (candidates < 0) {
                throw new InvalidInputException("candidates: " + candidates + " (expected: at least 0)");
            }
            this.manifest = manifest;
            this.candidates = candidates;
            this.deadline = deadline;
        }

        /**
         * Sets a dense feature.
         *
         * @param index its index in the manifest
         * @param values {@code [1 or candidates, width]} by its scope, row-major, finite
         * @throws InvalidInputException naming the feature and both shapes
         */
        public Builder dense(int index, float[] values) {
            DenseFeature feature = manifest.features().dense().get(index);
            int batch = batch(feature.scope());
            if (values.length != (long) batch * feature.width()) {
                throw new InvalidInputException(feature.name() + ": " + values.length + " numbers (expected: shape ["
                        + batch + ", " + feature.width() + "], " + (long) batch * feature.width() + " numbers)");
            }
            requireFinite(feature.name(), values, values.length);
            dense.put(index, values);
            return this;
        }

        /**
         * Sets a sparse feature.
         *
         * @param index its index in the manifest
         * @param bags 1 or {@code candidates} bags by its scope; with weights exactly where the feature is weighted
         * @throws InvalidInputException naming the feature and both shapes
         */
        public Builder sparse(int index, Bags bags) {
            SparseFeature feature = manifest.features().sparse().get(index);
            int batch = batch(feature.scope());
            if (bags.bagCount() != batch) {
                throw new InvalidInputException(feature.name() + ": " + bags.bagCount() + " bags (expected: " + batch
                        + ", " + (feature.scope() == Scope.REQUEST ? "one a request" : "one a candidate") + ")");
            }
            float[] weights = bags.weights();
            if (weights == null && feature.weighted()) {
                throw new InvalidInputException(
                        feature.name() + ": no weights (expected: one for each of its " + bags.idCount() + " ids)");
            }
            if (weights != null) {
                if (!feature.weighted()) {
                    throw new InvalidInputException(
                            feature.name() + ": weights (expected: none, the feature is not weighted)");
                }
                requireFinite(feature.name() + ".weights", weights, bags.idCount());
            }
            sparse.put(index, bags);
            return this;
        }

        /**
         * Returns the request.
         *
         * @throws InvalidInputException naming every feature that was not set
         */
        public RankingRequest build() {
            List<String> missing = new ArrayList<>();
            List<DenseFeature> denseFeatures = manifest.features().dense();
            for (int i = 0; i < denseFeatures.size(); i++) {
                if (!dense.containsKey(i)) {
                    missing.add(denseFeatures.get(i).name());
                }
            }
            List<SparseFeature> sparseFeatures = manifest.features().sparse();
            for (int i = 0; i < sparseFeatures.size(); i++) {
                if (!sparse.containsKey(i)) {
                    missing.add(sparseFeatures.get(i).name());
                }
            }
            if (!missing.isEmpty()) {
                throw new InvalidInputException(
                        "inputs: " + missing + " missing (expected: every feature of the model)");
            }
            return new RankingRequest(
                    manifest, candidates, deadline, List.copyOf(dense.values()), List.copyOf(sparse.values()));
        }

        private int batch(Scope scope) {
            return switch (scope) {
                case REQUEST -> 1;
                case CANDIDATE -> candidates;
            };
        }

        private static void requireFinite(String name, float[] values, int count) {
            for (int i = 0; i < count; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new InvalidInputException(
                            name + ": " + values[i] + " at position " + i + " (expected: finite numbers)");
                }
            }
        }
    }
}
