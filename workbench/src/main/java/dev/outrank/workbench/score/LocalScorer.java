package dev.outrank.workbench.score;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.row.StoredTable;
import dev.outrank.workbench.requests.GeneratedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores requests with a bundle as it lies on the disk. Thread-safe; owns the mappings and the nets. */
public final class LocalScorer implements AutoCloseable {

    private final Manifest manifest;
    private final Map<String, StoredTable> tables = new LinkedHashMap<>();
    private final Map<String, BagPooling> poolings = new HashMap<>();
    private final List<NetRunner> nets = new ArrayList<>();

    private LocalScorer(Manifest manifest) {
        this.manifest = manifest;
    }

    /**
     * Loads a bundle's nets and maps its tables.
     *
     * @throws BundleException if a net is no graph that ONNX Runtime knows
     */
    public static LocalScorer open(Bundle bundle) {
        LocalScorer scorer = new LocalScorer(bundle.manifest());
        boolean opened = false;
        try {
            scorer.load(bundle);
            opened = true;
            return scorer;
        } finally {
            if (!opened) {
                scorer.close();
            }
        }
    }

    private void load(Bundle bundle) {
        for (SparseFeature feature : manifest.features().sparse()) {
            StoredTable table = tables.computeIfAbsent(feature.table(), name -> {
                TableSpec spec = manifest.table(name);
                return StoredTable.open(bundle.tensors(spec), spec);
            });
            poolings.put(feature.name(), new BagPooling(feature, table));
        }
        for (NetSpec net : manifest.netsInOrder()) {
            nets.add(new NetRunner(bundle, net));
        }
    }

    /**
     * Returns the model's first output, which orders the candidates.
     *
     * @param request of this model, or of one with the same features; at least one candidate
     * @return {@code [candidates]}
     * @throws dev.outrank.bundle.failure.CallerException if an id is outside its table and its feature's policy is to fail
     */
    public float[] score(GeneratedRequest request) {
        Map<String, Matrix> sources = new HashMap<>();
        for (DenseFeature feature : manifest.features().dense()) {
            sources.put(feature.name(), new Matrix(feature.width(), request.dense(feature.name())));
        }
        poolings.forEach((feature, pooling) -> sources.put(feature, pooling.pool(request.sparse(feature))));
        nets.forEach(net -> net.run(sources));
        String output = manifest.outputs().getFirst();
        Matrix scores = sources.get(output);
        if (scores == null || scores.rows() != request.candidates()) {
            throw new InternalException("output '" + output + "': " + (scores == null ? "absent" : scores.rows())
                    + " (expected: " + request.candidates() + " scores)");
        }
        return scores.values();
    }

    @Override
    public void close() {
        nets.forEach(NetRunner::close);
        tables.values().forEach(StoredTable::close);
    }
}
