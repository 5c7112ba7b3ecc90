package dev.outrank.config.conductor;

import static dev.outrank.config.conductor.Registries.MODEL;
import static dev.outrank.config.conductor.Registries.SINCE;
import static dev.outrank.config.conductor.Registries.embedding;
import static dev.outrank.config.conductor.Registries.failed;
import static dev.outrank.config.conductor.Registries.in;
import static dev.outrank.config.conductor.Registries.loaded;
import static dev.outrank.config.conductor.Registries.loadedByRanking;
import static dev.outrank.config.conductor.Registries.ranking;
import static dev.outrank.config.conductor.Registries.registry;
import static dev.outrank.config.conductor.Registries.replica;
import static dev.outrank.config.conductor.Registries.singular;
import static dev.outrank.config.conductor.Registries.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.registry.Transition;
import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a version that is being loaded is ready, and when it failed. */
final class LoadingTests {

    private static final LiveReplica RANKING = ranking("r", loadedByRanking("v2"));
    private static final LiveReplica SHARD_0 = embedding("a", 0, loaded("v2", 0));
    private static final LiveReplica SHARD_1 = embedding("b", 1, loaded("v2", 1));

    private static List<Transition> decide(LiveReplica... replicas) {
        return new Rules(1)
                .decide(
                        registry("v1", version("v1", VersionState.SERVING), version("v2", VersionState.LOADING)),
                        new Fleet(List.of(replicas)),
                        true);
    }

    private static void assertFailed(List<Transition> decided, String reason) {
        assertThat(decided).singleElement().isInstanceOfSatisfying(Transition.Failed.class, failure -> {
            assertThat(failure.version()).isEqualTo("v2");
            assertThat(failure.reason())
                    .isEqualTo(reason + "; mend it and load the version again, serving is untouched");
        });
    }

    @Test
    void isReadyWhenEveryShardAndEveryRankingHasIt() {
        assertThat(decide(RANKING, ranking("r2", loadedByRanking("v2")), SHARD_0, SHARD_1))
                .containsExactly(
                        new Transition.Ready(MODEL, "v2", "loaded by 2 ranking, and by 2 replicas of 2 shards"));
    }

    @Test
    void waitsForWhatIsMissing() {
        assertThat(decide()).isEmpty();
        assertThat(decide(SHARD_0, SHARD_1)).isEmpty();
        assertThat(decide(RANKING)).isEmpty();
        assertThat(decide(RANKING, SHARD_0)).isEmpty();
        assertThat(decide(RANKING, ranking("r2"), SHARD_0, SHARD_1)).isEmpty();
        assertThat(decide(RANKING, SHARD_0, SHARD_1, embedding("c", 1))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOADING", "DRAINING"})
    void waitsForWhoIsAtIt(LoadState state) {
        VersionReport atIt = in(state, "v2");
        assertThat(decide(ranking("r", atIt), SHARD_0, SHARD_1)).isEmpty();
        assertThat(decide(RANKING, ranking("r2", atIt), SHARD_0, SHARD_1)).isEmpty();
        assertThat(decide(RANKING, SHARD_0, SHARD_1, embedding("c", 1, atIt))).isEmpty();
    }

    @Test
    void waitsForWhoDoesNotKnowYetThatItIsToBeLoaded() {
        assertThat(decide(RANKING, SHARD_0, SHARD_1, replica("c", 1, false, SINCE - 1, loaded("v2", 1))))
                .isEmpty();
        assertThat(decide(replica("r", null, false, SINCE - 1, loadedByRanking("v2")), SHARD_0, SHARD_1))
                .isEmpty();
    }

    @Test
    void isReadyWhereOneReplicaOfAShardFailedAndAnotherHasIt() {
        assertThat(decide(RANKING, SHARD_0, SHARD_1, embedding("c", 1, failed("v2", "no room"))))
                .singleElement()
                .isInstanceOf(Transition.Ready.class);
    }

    @Test
    void asksNoShardWhereEveryRankingHoldsAllItself() {
        assertThat(decide(singular("r", loadedByRanking("v2"))))
                .containsExactly(new Transition.Ready(MODEL, "v2", "loaded by 1 ranking"));
        assertThat(decide(singular("r", loadedByRanking("v2")), embedding("a", 0, failed("v2", "no room"))))
                .singleElement()
                .isInstanceOf(Transition.Ready.class);
        assertThat(decide(singular("r", loadedByRanking("v2")), ranking("r2", loadedByRanking("v2"))))
                .isEmpty();
    }

    @Test
    void failsWhereAllReplicasOfAShardDid() {
        assertFailed(
                decide(
                        RANKING,
                        SHARD_0,
                        embedding("b", 1, failed("v2", "no room")),
                        embedding("c", 1, failed("v2", "no disk"))),
                "shard 1: b: no room; c: no disk");
        assertFailed(decide(embedding("b", 1, failed("v2", "no room"))), "shard 1: b: no room");
    }

    @Test
    void failsWhereOneRankingDid() {
        assertFailed(
                decide(RANKING, ranking("r2", failed("v2", "golden requests are off")), SHARD_0, SHARD_1),
                "ranking r2: golden requests are off");
    }

    @Test
    void failsWhereSomethingElseIsLoadedUnderItsName() {
        VersionReport other = new VersionReport(MODEL, "v2", LoadState.LOADED, "another", null);
        assertFailed(
                decide(ranking("r", other), SHARD_0, SHARD_1),
                "ranking r: fingerprint: another is loaded (expected: bundle-of-v2, the registered one; publish changed files as a new version)");
        assertFailed(
                decide(RANKING, embedding("a", 0, other), SHARD_1),
                "shard 0: a: fingerprint: another is loaded (expected: shard-0-of-v2, the registered one; publish changed files as a new version)");
    }

    @Test
    void doesNotCountAFailureThatWasReportedBeforeItWasToBeLoadedAgain() {
        assertThat(decide(RANKING, SHARD_0, replica("b", 1, false, SINCE - 1, failed("v2", "no room"))))
                .isEmpty();
        assertThat(decide(replica("r", null, false, SINCE - 1, failed("v2", "no room")), SHARD_0, SHARD_1))
                .isEmpty();
    }

    @Test
    void doesNotCountReplicasOfShardsThatThePlanHasNot() {
        assertThat(decide(RANKING, SHARD_0, SHARD_1, embedding("z", 2)))
                .singleElement()
                .isInstanceOf(Transition.Ready.class);
    }
}
