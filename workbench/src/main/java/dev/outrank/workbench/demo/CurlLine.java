package dev.outrank.workbench.demo;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A request for a shell, small enough to read. */
final class CurlLine {

    private CurlLine() {}

    /** Returns a line that works as printed in any POSIX shell: the first candidates of a request, by the rank API. */
    static String of(SampleRequest request, int candidates, int gatewayPort) {
        SampleRequest small = firstCandidates(request, candidates);
        // Names and numbers contain no apostrophe, so that quoting ends where it should.
        return "curl -s http://127.0.0.1:" + gatewayPort
                + Interface.RANK.path(small.manifest().name())
                + " -H 'Content-Type: application/json' -d '" + Interface.RANK.body(small) + "'";
    }

    static SampleRequest firstCandidates(SampleRequest request, int candidates) {
        List<DenseFeature> dense = request.manifest().features().dense();
        List<SparseFeature> sparse = request.manifest().features().sparse();
        return new SampleRequest(
                request.manifest(),
                candidates,
                IntStream.range(0, dense.size())
                        .mapToObj(index -> Arrays.copyOf(
                                request.dense().get(index),
                                rows(dense.get(index).scope(), candidates)
                                        * dense.get(index).width()))
                        .toList(),
                IntStream.range(0, sparse.size())
                        .mapToObj(index -> firstBags(
                                request.sparse().get(index),
                                rows(sparse.get(index).scope(), candidates)))
                        .toList());
    }

    private static int rows(Scope scope, int candidates) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> candidates;
        };
    }

    private static Bags firstBags(Bags bags, int count) {
        return new Bags(count, bags.offsets(), bags.ids(), bags.weights());
    }
}
