package dev.outrank.workbench.requests;

import dev.outrank.bundle.manifest.SparseFeature;
import java.util.function.DoubleSupplier;

/** Which ids the bags of a feature hold. */
@FunctionalInterface
public interface IdPopularity {

    /**
     * Fills an array with ids of the feature's table.
     *
     * @param feature whose bags they are for
     * @param uniform gives numbers uniform in [0, 1) that belong to this feature and request; a popularity may do without
     * @param ids is written, all of it
     */
    void fill(SparseFeature feature, DoubleSupplier uniform, long[] ids);
}
