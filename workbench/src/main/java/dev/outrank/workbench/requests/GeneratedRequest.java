package dev.outrank.workbench.requests;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import java.util.List;
import java.util.Map;

/**
 * One ranking request, as arrays. The arrays are not to be changed.
 *
 * @param manifest of the model that is asked
 * @param candidateIds one a candidate
 * @param dense by feature name, {@code [1 or candidates, width]} row-major
 * @param sparse by feature name, 1 bag or one a candidate
 */
public record GeneratedRequest(
        Manifest manifest, List<String> candidateIds, Map<String, float[]> dense, Map<String, Bags> sparse) {

    public GeneratedRequest {
        candidateIds = List.copyOf(candidateIds);
        dense = Map.copyOf(dense);
        sparse = Map.copyOf(sparse);
    }

    /** Returns the number of candidates. */
    public int candidates() {
        return candidateIds.size();
    }

    /** Returns the numbers of a dense feature, {@code [1 or candidates, width]}. */
    public float[] dense(String feature) {
        return require(dense, feature);
    }

    /** Returns the bags of a sparse feature. */
    public Bags sparse(String feature) {
        return require(sparse, feature);
    }

    private static <T> T require(Map<String, T> values, String feature) {
        T value = values.get(feature);
        if (value == null) {
            throw new CallerException("feature: '" + feature + "' (expected: one of " + values.keySet() + ")");
        }
        return value;
    }
}
