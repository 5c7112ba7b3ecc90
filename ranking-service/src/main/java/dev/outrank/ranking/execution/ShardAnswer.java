package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.ranking.scatter.AnswerPart;
import java.util.List;

/**
 * A shard's answer as the caller saw it.
 *
 * @param response the vectors
 * @param outstandingNanos from sending to arrival
 * @param parts the same as the one part that it is
 */
record ShardAnswer(LookupResponse response, long outstandingNanos, List<AnswerPart> parts) {

    ShardAnswer(LookupResponse response, long outstandingNanos) {
        this(response, outstandingNanos, List.of(new AnswerPart(response, 0)));
    }

    /** Returns the part of the outstanding time that the shard does not account for. */
    long networkNanos() {
        return outstandingNanos - response.timings().totalNanos();
    }

    /** Returns timings with this shard's stages. */
    StageTimings addedTo(StageTimings timings) {
        ShardTimings own = response.timings();
        return timings.with(Stage.NETWORK, networkNanos())
                .with(Stage.SHARD_QUEUE, own.queueNanos())
                .with(Stage.SHARD_DECODE, own.decodeNanos())
                .with(Stage.SHARD_POOL, own.poolNanos())
                .with(Stage.SHARD_ENCODE, own.encodeNanos());
    }
}
