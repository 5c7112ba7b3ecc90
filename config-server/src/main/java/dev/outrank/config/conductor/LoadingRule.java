package dev.outrank.config.conductor;

import dev.outrank.config.registry.ModelLife;
import dev.outrank.config.registry.ShardFacts;
import dev.outrank.config.registry.Transition;
import dev.outrank.config.registry.VersionLife;
import dev.outrank.config.report.LiveReplica;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a version that is being loaded is ready, or failed.
 *
 * @param model its model's name
 * @param version the version
 * @param fleet who reports
 */
record LoadingRule(String model, VersionLife version, Fleet fleet) {

    private static final String WHAT_TO_DO = "; mend it and load the version again, serving is untouched";

    static LoadingRule of(ModelLife model, VersionLife version, Fleet fleet) {
        return new LoadingRule(model.name(), version, fleet);
    }

    /** Returns the end of the loading, if it has one. */
    Optional<Transition> decide() {
        Optional<String> failure = failure();
        if (failure.isPresent()) {
            return Optional.of(new Transition.Failed(model, version.name(), failure.get() + WHAT_TO_DO));
        }
        return isReady() ? Optional.of(new Transition.Ready(model, version.name(), whereLoaded())) : Optional.empty();
    }

    private Optional<String> failure() {
        for (LiveReplica ranking : fleet.rankings()) {
            if (standing(ranking) instanceof Standing.Failed(String reason)) {
                return Optional.of("ranking " + ranking.instance() + ": " + reason);
            }
        }
        return fleet.isSingular()
                ? Optional.empty()
                : version.shards().stream()
                        .flatMap(shard -> failure(shard).stream())
                        .findFirst();
    }

    /** All replicas of the shard must have failed; of those that take turns one is enough, since no other gets one. */
    private Optional<String> failure(ShardFacts shard) {
        List<LiveReplica> replicas = holders(shard);
        List<String> failures = new ArrayList<>();
        for (LiveReplica replica : replicas) {
            if (standing(replica, shard) instanceof Standing.Failed(String reason)) {
                failures.add(replica.instance() + ": " + reason);
            }
        }
        int fatal = version.entry().holders() == null ? replicas.size() : 1;
        return failures.isEmpty() || failures.size() < fatal
                ? Optional.empty()
                : Optional.of("shard " + shard.shard() + ": " + String.join("; ", failures));
    }

    private boolean isReady() {
        List<LiveReplica> rankings = fleet.rankings();
        if (rankings.isEmpty()
                || !rankings.stream().allMatch(ranking -> standing(ranking).isLoaded())) {
            return false;
        }
        return fleet.isSingular() || version.shards().stream().allMatch(this::isReady);
    }

    private boolean isReady(ShardFacts shard) {
        List<Standing> standings =
                holders(shard).stream().map(replica -> standing(replica, shard)).toList();
        boolean somebodyIsAtIt = standings.stream().anyMatch(Standing.Pending.class::isInstance);
        long loaded = standings.stream().filter(Standing::isLoaded).count();
        int wanted = version.entry().holders() == null ? 1 : TurnRule.half(fleet, shard);
        return !somebodyIsAtIt && loaded >= wanted;
    }

    private List<LiveReplica> holders(ShardFacts shard) {
        List<String> holders = version.entry().holders();
        return fleet.ofShard(shard).stream()
                .filter(replica -> holders == null || holders.contains(replica.instance()))
                .toList();
    }

    private Standing standing(LiveReplica ranking) {
        return Standing.of(
                ranking, model, version.name(), version.entry().bundleFingerprint(), version.stateRevision());
    }

    private Standing standing(LiveReplica replica, ShardFacts shard) {
        return Standing.of(replica, model, version.name(), shard.fingerprint(), version.stateRevision());
    }

    private String whereLoaded() {
        String rankings = "loaded by " + fleet.rankings().size() + " ranking";
        if (fleet.isSingular()) {
            return rankings;
        }
        long replicas = version.shards().stream()
                .mapToLong(shard -> holders(shard).stream()
                        .filter(replica -> standing(replica, shard).isLoaded())
                        .count())
                .sum();
        return rankings + ", and by " + replicas + " replicas of "
                + version.shards().size() + " shards";
    }
}
