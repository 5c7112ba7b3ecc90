package dev.outrank.planner.model;

/**
 * What a request asks of one table.
 *
 * @param requestBags bags that come once a request, one for each feature of request scope
 * @param requestLookups ids in them, on average
 * @param candidateBags bags that come once a candidate, one for each feature of candidate scope
 * @param candidateLookups ids in those of one candidate, on average
 * @param requestShare share of the requests with any id for it
 * @param curve how the accesses spread over the rows, the hottest first
 */
public record TableDemand(
        int requestBags,
        double requestLookups,
        int candidateBags,
        double candidateLookups,
        double requestShare,
        AccessCurve curve) {

    /** Returns the ids that a request with so many candidates looks up. */
    public double lookups(double candidates) {
        return requestLookups + candidateLookups * candidates;
    }

    /** Returns the bags that a request with so many candidates has. */
    public double bags(double candidates) {
        return requestBags + candidateBags * candidates;
    }

    /**
     * Returns the probability that a request with so many candidates has an id in a part of the rows: {@code requestShare · (1 − (1 −
     * share)^n)}, of n ids in a request that has any, each in that part by itself.
     *
     * @param share of the table's accesses that the part gets, 0 to 1
     */
    public double touches(double candidates, double share) {
        double lookups = lookups(candidates);
        return lookups == 0 || requestShare == 0
                ? 0
                : requestShare * -Math.expm1(Math.log1p(-share) * (lookups / requestShare));
    }
}
