package dev.outrank.config.conductor;

import dev.outrank.config.registry.ShardFacts;
import dev.outrank.config.report.LiveReplica;
import java.util.List;

/**
 * The instances that report.
 *
 * @param replicas all of them
 */
record Fleet(List<LiveReplica> replicas) {

    Fleet {
        replicas = List.copyOf(replicas);
    }

    List<LiveReplica> rankings() {
        return replicas.stream().filter(LiveReplica::isRanking).toList();
    }

    List<LiveReplica> ofShard(ShardFacts shard) {
        return replicas.stream()
                .filter(replica -> replica.servesShard(shard.shard()))
                .toList();
    }

    /** Returns whether no ranking asks shards; false where there is no ranking. */
    boolean isSingular() {
        List<LiveReplica> rankings = rankings();
        return !rankings.isEmpty()
                && rankings.stream().allMatch(replica -> replica.report().singular());
    }

    /** Returns whether each ranking knows a revision. */
    boolean allRankingsApplied(long revision) {
        return rankings().stream().allMatch(replica -> replica.report().revision() >= revision);
    }

    /** Returns whether a ranking has a version, or is about to. */
    boolean anyRankingHas(String model, String version) {
        return rankings().stream()
                .flatMap(replica -> replica.version(model, version).stream())
                .anyMatch(report -> switch (report.state()) {
                    case LOADING, LOADED, DRAINING -> true;
                    case FAILED -> false;
                });
    }
}
