package dev.outrank.planner.traffic;

import dev.outrank.planner.PlanException;

/**
 * How often a request has so many candidates.
 *
 * @param candidates at least 0
 * @param share of the requests, above 0 up to 1
 */
public record CandidateShare(int candidates, double share) {

    public CandidateShare {
        if (candidates < 0 || !(share > 0 && share <= 1)) {
            throw new PlanException("candidates " + candidates + ", share " + share
                    + " (expected: at least 0 candidates, and a share above 0 up to 1)");
        }
    }
}
