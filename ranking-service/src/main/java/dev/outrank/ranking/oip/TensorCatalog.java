package dev.outrank.ranking.oip;

import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tensors that a model takes, dense features first, in the manifest's order. Immutable. */
final class TensorCatalog {

    private final List<TensorSpec> tensors;
    private final Map<String, Integer> positions;

    private final UserRows users;

    private TensorCatalog(List<TensorSpec> tensors, UserRows users) {
        this.users = users;
        this.tensors = List.copyOf(tensors);
        this.positions = HashMap.newHashMap(tensors.size());
        for (int i = 0; i < tensors.size(); i++) {
            positions.putIfAbsent(tensors.get(i).name(), i);
        }
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

    /** Returns the position of a tensor, or null where there is none of this name. */
    @Nullable
    Integer position(String name) {
        return positions.get(name);
    }
}
