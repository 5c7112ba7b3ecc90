package dev.outrank.workbench.requests;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.SparseFeature;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Ids by the zipf law of each feature over its table. Thread-safe. */
final class ZipfPopularity implements IdPopularity {

    private final Manifest manifest;
    private final Map<String, BagShape> shapes;
    private final Map<String, ZipfIds> laws = new ConcurrentHashMap<>();

    ZipfPopularity(Manifest manifest, Map<String, BagShape> shapes) {
        this.manifest = manifest;
        this.shapes = shapes;
    }

    @Override
    public void fill(SparseFeature feature, DoubleSupplier uniform, long[] ids) {
        ZipfIds law = laws.computeIfAbsent(feature.name(), name -> law(feature));
        for (int i = 0; i < ids.length; i++) {
            ids[i] = law.id(uniform.getAsDouble());
        }
    }

    private ZipfIds law(SparseFeature feature) {
        BagShape shape = shapes.getOrDefault(feature.name(), BagShape.DEFAULT);
        return new ZipfIds(manifest.table(feature.table()).rows(), shape.zipfAlpha());
    }
}
