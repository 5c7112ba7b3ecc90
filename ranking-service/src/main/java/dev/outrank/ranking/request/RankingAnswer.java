package dev.outrank.ranking.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model said about the candidates of one request.
 *
 * @param model the model's name
 * @param version the version whose nets and tables, all of them, made the scores
 * @param candidates rows of every output
 * @param outputs in the order of the manifest's outputs; the first orders the candidates
 * @param defaulted the tables in which default rows stood in, by name; empty where nothing was defaulted
 * @param lostShards the services of the shards in whose place default rows stood in, by their index; empty where all answered
 * @param timings the stages so far
 * @param slowestShard the service of the shard whose last vectors came last; null where none was asked
 * @param shards what was asked of each shard, and what that took, by their index; empty unless the request is to be explained
 */
public record RankingAnswer(
        String model,
        String version,
        int candidates,
        List<ScoreTensor> outputs,
        List<DefaultedTable> defaulted,
        List<String> lostShards,
        StageTimings timings,
        @Nullable String slowestShard,
        List<ShardUse> shards) {

    /** Makes an answer for which no shard was asked. */
    public RankingAnswer(
            String model,
            String version,
            int candidates,
            List<ScoreTensor> outputs,
            List<DefaultedTable> defaulted,
            List<String> lostShards,
            StageTimings timings) {
        this(model, version, candidates, outputs, defaulted, lostShards, timings, null, List.of());
    }

    public RankingAnswer {
        outputs = List.copyOf(outputs);
        defaulted = List.copyOf(defaulted);
        lostShards = List.copyOf(lostShards);
        shards = List.copyOf(shards);
    }

    /** Returns whether a default stood in for any embedding. */
    public boolean degraded() {
        return !defaulted.isEmpty() || !lostShards.isEmpty();
    }
}
