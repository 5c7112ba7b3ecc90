package dev.outrank.bundle.manifest;

import java.util.List;

/**
 * All inputs of a model.
 *
 * @param dense in the order in which metadata lists them
 * @param sparse in the order in which metadata lists them
 */
public record Features(List<DenseFeature> dense, List<SparseFeature> sparse) {

    public Features {
        dense = List.copyOf(dense);
        sparse = List.copyOf(sparse);
    }
}
