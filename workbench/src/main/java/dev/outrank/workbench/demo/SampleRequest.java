package dev.outrank.workbench.demo;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import java.util.List;

/**
 * A request before it becomes JSON. The arrays belong to it and do not change.
 *
 * @param manifest of the model
 * @param candidates how many
 * @param dense by index of the dense feature: {@code [1 or candidates, width]} row-major
 * @param sparse by index of the sparse feature: one bag, or one a candidate
 */
record SampleRequest(Manifest manifest, int candidates, List<float[]> dense, List<Bags> sparse) {

    SampleRequest {
        dense = List.copyOf(dense);
        sparse = List.copyOf(sparse);
        if (dense.size() != manifest.features().dense().size()
                || sparse.size() != manifest.features().sparse().size()) {
            throw new InternalException("features: " + dense.size() + " dense, " + sparse.size()
                    + " sparse (expected: those of the manifest)");
        }
    }

    int rows(Scope scope) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> candidates;
        };
    }

    /** Returns the id by which the rank API calls a candidate. */
    static String candidateId(int candidate) {
        return "c" + candidate;
    }

    static int candidateOf(String id) {
        return Integer.parseInt(id.substring(1));
    }
}
