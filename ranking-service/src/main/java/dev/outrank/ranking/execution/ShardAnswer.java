package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupResponse;

/**
 * A shard's answer as the caller saw it.
 *
 * @param response the vectors
 * @param outstandingNanos from sending to arrival
 */
record ShardAnswer(LookupResponse response, long outstandingNanos) {

    /** Returns the part of the outstanding time that the shard does not account for. */
    long networkNanos() {
        return outstandingNanos - response.timings().totalNanos();
    }
}
