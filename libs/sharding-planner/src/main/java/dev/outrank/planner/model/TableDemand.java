package dev.outrank.planner.model;

/**
 * What a request asks of one table.
 *
 * @param requestBags bags that come once a request, one for each feature of request scope
 * @param requestLookups ids in them, on average
 * @param candidateBags bags that come once a candidate, one for each feature of candidate scope
 * @param candidateLookups ids in those of one candidate, on average
 * @param curve how the accesses spread over the rows, the hottest first
 */
public record TableDemand(
        int requestBags, double requestLookups, int candidateBags, double candidateLookups, AccessCurve curve) {

    /** Returns the ids that a request with so many candidates looks up. */
    public double lookups(double candidates) {
        return requestLookups + candidateLookups * candidates;
    }

    /** Returns the bags that a request with so many candidates has. */
    public double bags(double candidates) {
        return requestBags + candidateBags * candidates;
    }
}
