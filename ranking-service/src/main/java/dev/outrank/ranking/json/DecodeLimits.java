package dev.outrank.ranking.json;

import dev.outrank.ranking.request.PayloadTooLargeException;

/**
 * How much one request may ask for, whatever the size of its body.
 *
 * @param maxCandidates candidates a request, at least 1
 * @param maxIds ids a request, over all features and candidates, at least 1
 */
public record DecodeLimits(int maxCandidates, int maxIds) {

    /** As little as there can be. */
    public static final DecodeLimits NONE = new DecodeLimits(1, 1);

    public DecodeLimits {
        if (maxCandidates < 1) {
            throw new IllegalArgumentException("maxCandidates: " + maxCandidates + " (expected: at least 1)");
        }
        if (maxIds < 1) {
            throw new IllegalArgumentException("maxIds: " + maxIds + " (expected: at least 1)");
        }
    }

    /** Refuses a request with more than {@link #maxCandidates}. */
    public void checkCandidates(long candidates) {
        if (candidates > maxCandidates) {
            throw new PayloadTooLargeException(
                    "candidates: " + candidates + " (expected: at most " + maxCandidates + " a request)");
        }
    }

    /** Returns a count of ids for one request that refuses to go beyond {@link #maxIds}. */
    public IdBudget newIdBudget() {
        return new IdBudget(maxIds);
    }
}
