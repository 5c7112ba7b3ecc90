package dev.outrank.config.conductor;

import dev.outrank.config.registry.ModelLife;
import dev.outrank.config.registry.ShardFacts;
import dev.outrank.config.registry.Transition;
import dev.outrank.config.registry.VersionLife;
import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.VersionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is next to hold a version that is exchanged replica by replica.
 *
 * @param model its model
 * @param version the version, with holders
 * @param holders the instances that are to hold it so far
 * @param fleet who reports
 */
record TurnRule(ModelLife model, VersionLife version, List<String> holders, Fleet fleet) {

    /** Returns how many replicas of a shard are exchanged while the rest answer with the version before it. */
    static int half(Fleet fleet, ShardFacts shard) {
        return Math.max(1, fleet.ofShard(shard).size() / 2);
    }

    /** Returns the next turn, or the end of turns; nothing while somebody is at it, or all that may hold it do. */
    Optional<Transition> decide() {
        return switch (version.entry().state()) {
            case LOADING -> next(version.shards().stream().filter(this::isBelowHalf));
            case SERVING -> isAlone() ? forTheRest() : Optional.empty();
            case REGISTERED, READY, RETIRING, RETIRED, FAILED -> Optional.empty();
        };
    }

    private boolean isBelowHalf(ShardFacts shard) {
        long held = fleet.ofShard(shard).stream().filter(this::isHolder).count();
        return held < half(fleet, shard) && held + 1 < fleet.ofShard(shard).size();
    }

    /** Returns whether no other version can be answered with: what the rest hold is of no use any more. */
    private boolean isAlone() {
        return model.versions().stream()
                .filter(other -> !other.name().equals(version.name()))
                .noneMatch(other -> other.supersededRevision() != null && isAnswered(other));
    }

    private static boolean isAnswered(VersionLife version) {
        VersionState state = version.entry().state();
        return state == VersionState.READY || state == VersionState.RETIRING;
    }

    private Optional<Transition> forTheRest() {
        Optional<Transition> turn = next(version.shards().stream());
        boolean allHold = version.shards().stream()
                .map(fleet::ofShard)
                .allMatch(replicas -> !replicas.isEmpty() && replicas.stream().allMatch(this::isHolder));
        return turn.isEmpty() && allHold && nobodyIsAtIt()
                ? Optional.of(new Transition.Hold(model.name(), version.name(), null, "every replica has had its turn"))
                : turn;
    }

    private Optional<Transition> next(Stream<ShardFacts> shards) {
        if (!nobodyIsAtIt()) {
            return Optional.empty();
        }
        return shards.flatMap(shard -> fleet.ofShard(shard).stream())
                .filter(replica -> !isHolder(replica))
                .findFirst()
                .map(this::turn);
    }

    private Transition turn(LiveReplica replica) {
        List<String> more = new ArrayList<>(holders);
        more.add(replica.instance());
        return new Transition.Hold(
                model.name(),
                version.name(),
                more,
                "the turn of " + replica.instance() + ", shard "
                        + replica.report().shard());
    }

    private boolean nobodyIsAtIt() {
        return version.shards().stream().allMatch(shard -> fleet.ofShard(shard).stream()
                .filter(this::isHolder)
                .map(replica -> Standing.of(
                        replica, model.name(), version.name(), shard.fingerprint(), version.stateRevision()))
                .noneMatch(this::isAtIt));
    }

    /** One that cannot holds up nobody once the version serves: what the rest hold is of no use any more, and each that can is needed. */
    private boolean isAtIt(Standing standing) {
        return switch (standing) {
            case Standing.Loaded _ -> false;
            case Standing.Pending _ -> true;
            case Standing.Failed _ -> version.entry().state() != VersionState.SERVING;
        };
    }

    private boolean isHolder(LiveReplica replica) {
        return holders.contains(replica.instance());
    }
}
