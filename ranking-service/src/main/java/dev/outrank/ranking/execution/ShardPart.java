package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;

/**
 * One part of a shard's answer as the caller saw it.
 *
 * @param response the vectors
 * @param sentNanos when it was asked for
 * @param arrivedNanos when it was there
 */
record ShardPart(LookupResponse response, long sentNanos, long arrivedNanos) {

    /** Returns how long was waited for this by someone who had nothing else to do from some time on; 0 and less for not at all. */
    long waitedSince(long nanos) {
        return arrivedNanos - (nanos - sentNanos > 0 ? nanos : sentNanos);
    }

    /** Returns timings with a wait for this: the shard's stages as far as they lasted no longer, and the network for the rest. */
    StageTimings addedTo(StageTimings timings, long waitedNanos) {
        ShardTimings own = response.timings();
        double share = Math.min(1, (double) waitedNanos / Math.max(1, own.totalNanos()));
        long queue = (long) (own.queueNanos() * share);
        long decode = (long) (own.decodeNanos() * share);
        long pool = (long) (own.poolNanos() * share);
        long encode = (long) (own.encodeNanos() * share);
        return timings.plus(Stage.NETWORK, waitedNanos - queue - decode - pool - encode)
                .plus(Stage.SHARD_QUEUE, queue)
                .plus(Stage.SHARD_DECODE, decode)
                .plus(Stage.SHARD_POOL, pool)
                .plus(Stage.SHARD_ENCODE, encode);
    }
}
