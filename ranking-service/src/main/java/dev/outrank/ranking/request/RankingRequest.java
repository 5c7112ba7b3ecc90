package dev.outrank.ranking.request;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.lookup.Priority;
import dev.outrank.ranking.memory.RequestMemory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of one ranking request, checked against the model. Immutable; its arrays belong to its memory, and may be longer than is used: hold
 * {@link #memory} while reading them.
 *
 * <p>Features are addressed by their index in {@code manifest().features()}.
 */
public final class RankingRequest {

    private final Manifest manifest;
    private final int candidates;
    private final Deadline deadline;
    private final List<float[]> dense;
    private final List<Bags> sparse;
    private final boolean allowDegraded;
    private final RequestMemory memory;
    private final Priority priority;
    private final StageClock clock;
    private final boolean explain;

    RankingRequest(
            Manifest manifest,
            int candidates,
            Deadline deadline,
            Priority priority,
            List<float[]> dense,
            List<Bags> sparse,
            boolean allowDegraded,
            RequestMemory memory,
            StageClock clock,
            boolean explain) {
        this.clock = clock;
        this.explain = explain;
        this.manifest = manifest;
        this.candidates = candidates;
        this.deadline = deadline;
        this.priority = priority;
        this.dense = dense;
        this.sparse = sparse;
        this.allowDegraded = allowDegraded;
        this.memory = memory;
    }

    /**
     * Returns a builder for a request of {@code candidates} candidates.
     *
     * @throws InvalidInputException where {@code candidates} is negative
     */
    public static Builder builder(Manifest manifest, int candidates, Deadline deadline) {
        return builder(manifest, candidates, deadline, RequestMemory.unpooled());
    }

    /** Returns the same for inputs whose arrays belong to {@code memory}. */
    public static Builder builder(Manifest manifest, int candidates, Deadline deadline, RequestMemory memory) {
        return new Builder(manifest, candidates, deadline, memory);
    }

    /**
     * Returns the same inputs with those of request scope once for each candidate, as many equal rows and bags as those of candidate scope have; within a
     * hold of the memory, to which the new arrays belong.
     */
    public RankingRequest repeated() {
        Repetition repetition = new Repetition(candidates, memory.arrays());
        List<float[]> repeatedDense = new ArrayList<>(dense.size());
        for (int i = 0; i < dense.size(); i++) {
            DenseFeature feature = manifest.features().dense().get(i);
            repeatedDense.add(
                    feature.scope() == Scope.REQUEST ? repetition.of(dense.get(i), feature.width()) : dense.get(i));
        }
        List<Bags> repeatedSparse = new ArrayList<>(sparse.size());
        for (int i = 0; i < sparse.size(); i++) {
            SparseFeature feature = manifest.features().sparse().get(i);
            repeatedSparse.add(feature.scope() == Scope.REQUEST ? repetition.of(sparse.get(i)) : sparse.get(i));
        }
        return new RankingRequest(
                manifest,
                candidates,
                deadline,
                priority,
                repeatedDense,
                repeatedSparse,
                allowDegraded,
                memory,
                clock,
                explain);
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

    /** Returns whether the caller takes an answer in which default rows stand in. */
    public boolean allowDegraded() {
        return allowDegraded;
    }

    /** Returns what is given up first where there is more work than time; normal unless {@link #withPriority} says otherwise. */
    public Priority priority() {
        return priority;
    }

    /** Returns the same inputs, not copied, with a priority. */
    public RankingRequest withPriority(Priority other) {
        return new RankingRequest(
                manifest, candidates, deadline, other, dense, sparse, allowDegraded, memory, clock, explain);
    }

    /** Returns the clock of the request's stages; one that began with the request's making unless {@link #attributed} says otherwise. */
    public StageClock clock() {
        return clock;
    }

    /** Returns whether the answer is to say what was asked of each shard, and what that took. */
    public boolean explain() {
        return explain;
    }

    /** Returns the same inputs, not copied, with a clock that runs already, and with whether the answer is to be explained. */
    public RankingRequest attributed(StageClock running, boolean explained) {
        return new RankingRequest(
                manifest, candidates, deadline, priority, dense, sparse, allowDegraded, memory, running, explained);
    }

    /** Returns what the inputs' arrays belong to. */
    public RequestMemory memory() {
        return memory;
    }

    /** Returns how many rows a feature of a scope has: 1 or {@link #candidates}. */
    public int rows(Scope scope) {
        return rows(scope, candidates);
    }

    private static int rows(Scope scope, int candidates) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> candidates;
        };
    }

    /** Returns the numbers of a dense feature itself, {@code [1 or candidates, width]} by its scope, row-major, or a longer array. */
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
        private final RequestMemory memory;
        private final float[] @Nullable [] dense;
        private final @Nullable Bags[] sparse;
        private boolean allowDegraded = true;

        private Builder(Manifest manifest, int candidates, Deadline deadline, RequestMemory memory) {
            if (candidates < 0) {
                throw new InvalidInputException("candidates: " + candidates + " (expected: at least 0)");
            }
            this.manifest = manifest;
            this.candidates = candidates;
            this.deadline = deadline;
            this.memory = memory;
            this.dense = new float[manifest.features().dense().size()] @Nullable [];
            this.sparse = new @Nullable Bags[manifest.features().sparse().size()];
        }

        /**
         * Sets a dense feature.
         *
         * @param index its index in the manifest
         * @param values {@code [1 or candidates, width]} by its scope, row-major, finite
         * @throws InvalidInputException naming the feature and both shapes
         */
        public Builder dense(int index, float[] values) {
            return dense(index, values, values.length);
        }

        /** Does the same with the first {@code count} numbers of an array. */
        public Builder dense(int index, float[] values, int count) {
            DenseFeature feature = manifest.features().dense().get(index);
            int batch = rows(feature.scope(), candidates);
            if (count != (long) batch * feature.width()) {
                throw new InvalidInputException(feature.name() + ": " + count + " numbers (expected: shape [" + batch
                        + ", " + feature.width() + "], " + (long) batch * feature.width() + " numbers)");
            }
            requireFinite(feature.name(), values, count);
            dense[index] = values;
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
            int batch = rows(feature.scope(), candidates);
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
            sparse[index] = bags;
            return this;
        }

        /** Sets whether the caller takes an answer in which default rows stand in; yes by default. */
        public Builder allowDegraded(boolean allowed) {
            allowDegraded = allowed;
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
                if (dense[i] == null) {
                    missing.add(denseFeatures.get(i).name());
                }
            }
            List<SparseFeature> sparseFeatures = manifest.features().sparse();
            for (int i = 0; i < sparseFeatures.size(); i++) {
                if (sparse[i] == null) {
                    missing.add(sparseFeatures.get(i).name());
                }
            }
            if (!missing.isEmpty()) {
                throw new InvalidInputException(
                        "inputs: " + missing + " missing (expected: every feature of the model)");
            }
            return new RankingRequest(
                    manifest,
                    candidates,
                    deadline,
                    Priority.NORMAL,
                    List.of(dense),
                    List.of(sparse),
                    allowDegraded,
                    memory,
                    StageClock.started(),
                    false);
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
