package dev.outrank.ranking.json;

import dev.outrank.ranking.request.PayloadTooLargeException;

/** Counts the ids of one request against its limit. Not thread-safe. */
public final class IdBudget {

    private final int limit;
    private long spent;

    IdBudget(int limit) {
        this.limit = limit;
    }

    /** Adds {@code ids}; refuses once there are more than the limit. */
    public void spend(int ids) {
        spent += ids;
        if (spent > limit) {
            throw new PayloadTooLargeException(
                    "ids: more than " + limit + " in all sparse features (expected: at most " + limit + " a request)");
        }
    }
}
