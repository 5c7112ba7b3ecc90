package dev.outrank.workbench.quantize;

import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.GoldenLine;
import org.jspecify.annotations.Nullable;

/** A request whose scores are compared, and the clicks that followed where somebody knows them. */
final class SampleRequest {

    private final GeneratedRequest request;
    private final boolean @Nullable [] clicks;

    private SampleRequest(GeneratedRequest request, boolean @Nullable [] clicks) {
        this.request = request;
        this.clicks = clicks;
    }

    static SampleRequest generated(GeneratedRequest request) {
        return new SampleRequest(request, null);
    }

    static SampleRequest golden(GoldenLine line) {
        return new SampleRequest(line.request(), line.clicks());
    }

    GeneratedRequest request() {
        return request;
    }

    /** Returns the array itself, one a candidate, or null. */
    boolean @Nullable [] clicks() {
        return clicks;
    }
}
