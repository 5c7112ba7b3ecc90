package dev.outrank.ranking.oip;

import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.KnownStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The tensors that a model takes, dense features first, in the manifest's order, and memory to read them into. Thread-safe. */
final class TensorCatalog {

    private final List<TensorSpec> tensors;
    private final KnownStrings names;
    private final UserRows users;
    private final Queue<ReceivedTensors> idle = new ConcurrentLinkedQueue<>();

    private TensorCatalog(List<TensorSpec> tensors, UserRows users) {
        this.users = users;
        this.tensors = List.copyOf(tensors);
        this.names = new KnownStrings(tensors.stream().map(TensorSpec::name).toList());
    }

    /** Returns the tensors of a model, each feature of request scope once. */
    static TensorCatalog of(Manifest manifest) {
        return of(manifest, UserRows.once());
    }

    static TensorCatalog of(Manifest manifest, UserRows users) {
        List<TensorSpec> tensors = new ArrayList<>();
        List<DenseFeature> dense = manifest.features().dense();
        for (int i = 0; i < dense.size(); i++) {
            DenseFeature feature = dense.get(i);
            tensors.add(new TensorSpec(
                    feature.name(), TensorRole.DENSE, i, List.of(batch(feature.scope()), feature.width())));
        }
        List<SparseFeature> sparse = manifest.features().sparse();
        for (int i = 0; i < sparse.size(); i++) {
            addSparse(tensors, i, sparse.get(i));
        }
        return new TensorCatalog(tensors, users);
    }

    private static void addSparse(List<TensorSpec> tensors, int index, SparseFeature feature) {
        List<Integer> ids = List.of(TensorSpec.VARIABLE);
        tensors.add(new TensorSpec(feature.name() + ".values", TensorRole.VALUES, index, ids));
        tensors.add(new TensorSpec(
                feature.name() + ".lengths", TensorRole.LENGTHS, index, List.of(batch(feature.scope()))));
        if (feature.weighted()) {
            tensors.add(new TensorSpec(feature.name() + ".weights", TensorRole.WEIGHTS, index, ids));
        }
    }

    private static int batch(Scope scope) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> TensorSpec.VARIABLE;
        };
    }

    /** Returns whether a request may have a tensor in this shape. */
    boolean accepts(TensorSpec spec, long[] shape) {
        return spec.accepts(shape) || users.mayRepeat(spec, shape);
    }

    /** Returns what becomes of repeated features of request scope. */
    UserRows users() {
        return users;
    }

    /** Returns all tensors. */
    List<TensorSpec> tensors() {
        return tensors;
    }

    /** Returns the names of the tensors, by their position. */
    KnownStrings names() {
        return names;
    }

    /** Lends tensors for one request; there are never more than requests that are read at the same time. */
    ReceivedTensors borrow(DecodeLimits limits) {
        ReceivedTensors kept = idle.poll();
        ReceivedTensors lent = kept == null ? new ReceivedTensors(this) : kept;
        lent.begin(limits);
        return lent;
    }

    /** Takes back what was lent. */
    void giveBack(ReceivedTensors lent) {
        lent.forget();
        idle.add(lent);
    }
}
