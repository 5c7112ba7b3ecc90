package dev.outrank.workbench.characterize;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.workbench.requests.GeneratedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same model as a system without a request's scope serves it: the user's features come with every candidate, are pooled for every candidate, and
 * the user's nets are evaluated for every candidate. Tables and nets are the same files.
 */
final class UserRepetition {

    private UserRepetition() {}

    /** Writes the bundle that differs in its scopes only, beside the other one, since they share files. */
    static Bundle bundle(Bundle bundle, Path out) {
        try {
            for (BundleFile file : bundle.manifest().files()) {
                Path link = out.resolve(file.path());
                Files.createDirectories(link.resolveSibling("."));
                Files.createLink(link, bundle.file(file.path()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ManifestFormat.write(manifest(bundle.manifest()), out.resolve(ManifestFormat.FILE_NAME));
        return Bundle.open(out);
    }

    static Manifest manifest(Manifest once) {
        List<DenseFeature> dense = once.features().dense().stream()
                .map(feature -> new DenseFeature(feature.name(), feature.width(), Scope.CANDIDATE))
                .toList();
        List<SparseFeature> sparse = once.features().sparse().stream()
                .map(feature -> new SparseFeature(
                        feature.name(),
                        feature.table(),
                        Scope.CANDIDATE,
                        feature.pooling(),
                        feature.weighted(),
                        feature.idPolicy()))
                .toList();
        List<NetSpec> nets = once.nets().stream()
                .map(net -> new NetSpec(net.name(), Scope.CANDIDATE, net.file(), net.inputs(), net.outputs()))
                .toList();
        return new Manifest(
                once.formatVersion(),
                once.name(),
                once.description(),
                new Features(dense, sparse),
                once.tables(),
                nets,
                once.outputs(),
                once.files());
    }

    /** Returns the same request for the other bundle: what belongs to it is repeated for each candidate. */
    static GeneratedRequest request(GeneratedRequest once, Manifest repeating) {
        int candidates = once.candidates();
        Features features = once.manifest().features();
        Map<String, float[]> dense = new HashMap<>(once.dense());
        features.dense().stream()
                .filter(feature -> feature.scope() == Scope.REQUEST)
                .forEach(feature -> dense.put(feature.name(), repeated(once.dense(feature.name()), candidates)));
        Map<String, Bags> sparse = new HashMap<>(once.sparse());
        features.sparse().stream()
                .filter(feature -> feature.scope() == Scope.REQUEST)
                .forEach(feature -> sparse.put(feature.name(), repeated(once.sparse(feature.name()), candidates)));
        return new GeneratedRequest(repeating, once.candidateIds(), dense, sparse);
    }

    private static Bags repeated(Bags bag, int times) {
        int[] lengths = new int[times];
        long[] ids = new long[Math.multiplyExact(times, bag.idCount())];
        for (int i = 0; i < times; i++) {
            lengths[i] = bag.idCount();
            System.arraycopy(bag.ids(), 0, ids, i * bag.idCount(), bag.idCount());
        }
        float @Nullable [] weights = bag.weights();
        return Bags.ofLengths(lengths, ids, weights == null ? null : repeated(weights, times));
    }

    private static float[] repeated(float[] row, int times) {
        float[] rows = new float[Math.multiplyExact(times, row.length)];
        for (int i = 0; i < times; i++) {
            System.arraycopy(row, 0, rows, i * row.length, row.length);
        }
        return rows;
    }
}
