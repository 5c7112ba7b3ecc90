package dev.outrank.embedding.shard;

import dev.outrank.embedding.PackedModel;
import dev.outrank.engine.ScalarPoolingKernels;
import java.util.List;

/** Catalogs for the tests of other packages. */
public final class ShardCatalogs {

    private ShardCatalogs() {}

    /** Returns shard 0 of one version of a model. */
    public static ShardCatalog serving(PackedModel model, String version) {
        ShardCatalog catalog = new ShardCatalog(new ShardLoader(0, true, new ScalarPoolingKernels()));
        catalog.apply(List.of(new WantedVersion(
                new VersionKey(model.name(), version), model.packed().toUri(), model.bundleFingerprint())));
        return catalog;
    }
}
