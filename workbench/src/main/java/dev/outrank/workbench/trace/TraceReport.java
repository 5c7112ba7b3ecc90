package dev.outrank.workbench.trace;

import java.util.List;

/**
 * What was written.
 *
 * @param requests lines but the header
 * @param candidates of all requests
 * @param ids in all bags
 * @param lastArrivalNanos since the trace's begin
 * @param contentBytes before compression
 * @param approximateTables that have too few rows or accesses for the counts of the reuse histogram, and keep its shape
 */
record TraceReport(
        long requests,
        long candidates,
        long ids,
        long lastArrivalNanos,
        long contentBytes,
        List<String> approximateTables) {

    TraceReport {
        approximateTables = List.copyOf(approximateTables);
    }
}
