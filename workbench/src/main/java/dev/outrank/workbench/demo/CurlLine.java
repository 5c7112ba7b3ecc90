package dev.outrank.workbench.demo;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.workbench.requests.GeneratedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A request for a shell, small enough to read. */
final class CurlLine {

    private CurlLine() {}

    /** Returns a line that works as printed in any POSIX shell: the first candidates of a request, by the rank API. */
    static String of(GeneratedRequest request, int candidates, int gatewayPort) {
        GeneratedRequest small = firstCandidates(request, candidates);
        // Names and numbers contain no apostrophe, so that quoting ends where it should.
        return "curl -s http://127.0.0.1:" + gatewayPort
                + Interface.RANK.path(small.manifest().name())
                + " -H 'Content-Type: application/json' -d '"
                + new String(Interface.RANK.body(small), StandardCharsets.UTF_8) + "'";
    }

    static GeneratedRequest firstCandidates(GeneratedRequest request, int candidates) {
        Map<String, float[]> dense = new HashMap<>();
        for (DenseFeature feature : request.manifest().features().dense()) {
            int numbers = rows(feature.scope(), candidates) * feature.width();
            dense.put(feature.name(), Arrays.copyOf(request.dense(feature.name()), numbers));
        }
        Map<String, Bags> sparse = new HashMap<>();
        for (SparseFeature feature : request.manifest().features().sparse()) {
            Bags bags = request.sparse(feature.name());
            sparse.put(
                    feature.name(),
                    new Bags(rows(feature.scope(), candidates), bags.offsets(), bags.ids(), bags.weights()));
        }
        return new GeneratedRequest(request.manifest(), request.candidateIds().subList(0, candidates), dense, sparse);
    }

    private static int rows(Scope scope, int candidates) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> candidates;
        };
    }
}
