package dev.outrank.config.conductor;

import static dev.outrank.config.conductor.Registries.MODEL;
import static dev.outrank.config.conductor.Registries.SINCE;
import static dev.outrank.config.conductor.Registries.embedding;
import static dev.outrank.config.conductor.Registries.exchanged;
import static dev.outrank.config.conductor.Registries.failed;
import static dev.outrank.config.conductor.Registries.in;
import static dev.outrank.config.conductor.Registries.loaded;
import static dev.outrank.config.conductor.Registries.loadedByRanking;
import static dev.outrank.config.conductor.Registries.ranking;
import static dev.outrank.config.conductor.Registries.registry;
import static dev.outrank.config.conductor.Registries.replica;
import static dev.outrank.config.conductor.Registries.superseded;
import static dev.outrank.config.conductor.Registries.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.registry.RegistryLife;
import dev.outrank.config.registry.Transition;
import dev.outrank.config.registry.VersionLife;
import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose turn it is to hold a version that is exchanged replica by replica: a and b are of shard 0, c and d of shard 1. */
final class TurnTests {

    private static final LiveReplica RANKING = ranking("r", loadedByRanking("v2"));
    private static final VersionLife ACTIVE = version("v1", VersionState.SERVING);

    private static List<Transition> decide(RegistryLife registry, LiveReplica... replicas) {
        return new Rules(1).decide(registry, new Fleet(List.of(replicas)), true);
    }

    private static RegistryLife loading(String... holders) {
        return registry("v1", ACTIVE, exchanged("v2", VersionState.LOADING, holders));
    }

    private static LiveReplica old(String instance, int shard) {
        return embedding(instance, shard, loaded("v1", shard));
    }

    private static LiveReplica changed(String instance, int shard) {
        return embedding(instance, shard, loaded("v2", shard));
    }

    private static void assertTurn(List<Transition> decided, String... holders) {
        assertThat(decided).singleElement().isInstanceOfSatisfying(Transition.Hold.class, hold -> assertThat(
                        hold.holders())
                .containsExactly(holders));
    }

    @Test
    void givesOneReplicaAtATimeItsTurn() {
        assertTurn(decide(loading(), RANKING, old("a", 0), old("b", 0), old("c", 1), old("d", 1)), "a");
        assertTurn(decide(loading("a"), RANKING, changed("a", 0), old("b", 0), old("c", 1), old("d", 1)), "a", "c");
    }

    @Test
    void givesNoTurnWhileSomebodyIsAtIt() {
        assertThat(decide(loading("a"), RANKING, old("a", 0), old("b", 0), old("c", 1), old("d", 1)))
                .isEmpty();
        assertThat(decide(
                        loading("a"),
                        RANKING,
                        embedding("a", 0, in(LoadState.LOADING, "v2")),
                        old("b", 0),
                        old("c", 1),
                        old("d", 1)))
                .isEmpty();
        assertThat(decide(
                        loading("a"),
                        RANKING,
                        replica("a", 0, false, SINCE - 1, loaded("v2", 0)),
                        old("b", 0),
                        old("c", 1),
                        old("d", 1)))
                .isEmpty();
    }

    @Test
    void isReadyWhenHalfOfEachShardHoldsIt() {
        assertThat(decide(loading("a", "c"), RANKING, changed("a", 0), old("b", 0), changed("c", 1), old("d", 1)))
                .singleElement()
                .isInstanceOf(Transition.Ready.class);
    }

    @Test
    void takesHalfOfMoreReplicasRoundedDown() {
        LiveReplica[] five = {
            RANKING, changed("a", 0), old("b", 0), old("e", 0), old("f", 0), old("g", 0), changed("c", 1), old("d", 1)
        };
        assertTurn(decide(loading("a", "c"), five), "a", "c", "b");

        five[2] = changed("b", 0);
        assertThat(decide(loading("a", "c", "b"), five)).singleElement().isInstanceOf(Transition.Ready.class);
    }

    @Test
    void neverTakesTheLastReplicaOfWhatServes() {
        assertThat(decide(loading("a"), RANKING, changed("a", 0), old("b", 0), old("c", 1)))
                .isEmpty();
    }

    @Test
    void givesTheTurnOfOneThatIsGoneToAnother() {
        assertTurn(decide(loading("a"), RANKING, old("b", 0), old("e", 0), old("c", 1), old("d", 1)), "a", "b");
    }

    @Test
    void failsWhereOneCannotAtItsTurn() {
        assertThat(decide(
                        loading("a"),
                        RANKING,
                        embedding("a", 0, failed("v2", "no room")),
                        old("b", 0),
                        old("c", 1),
                        old("d", 1)))
                .singleElement()
                .isInstanceOfSatisfying(Transition.Failed.class, failure -> assertThat(failure.reason())
                        .startsWith("shard 0: a: no room"));
    }

    @Test
    void givesNoTurnBetweenReadinessAndActivation() {
        assertThat(decide(
                        registry("v1", ACTIVE, exchanged("v2", VersionState.READY, "a", "c")),
                        RANKING,
                        changed("a", 0),
                        old("b", 0),
                        changed("c", 1),
                        old("d", 1)))
                .isEmpty();
    }

    @Test
    void letsGoOfTheReplacedOneWhenEveryRankingKnowsOfTheActivation() {
        RegistryLife activated = registry(
                "v2", superseded("v1", VersionState.READY, SINCE), exchanged("v2", VersionState.SERVING, "a", "c"));

        assertThat(decide(activated, replica("r", null, false, SINCE - 1), changed("a", 0), changed("c", 1)))
                .isEmpty();
        assertThat(decide(activated, RANKING, changed("a", 0), old("b", 0), changed("c", 1), old("d", 1)))
                .containsExactly(new Transition.Retiring(MODEL, "v1", "replaced by v2, beside which it has no room"));
    }

    @Test
    void givesTheRestNoTurnBeforeTheLastRequestToTheReplacedOne() {
        RegistryLife draining = registry(
                "v2", superseded("v1", VersionState.RETIRING, SINCE), exchanged("v2", VersionState.SERVING, "a", "c"));

        assertThat(decide(
                        draining,
                        ranking("r", loadedByRanking("v2"), in(LoadState.DRAINING, "v1")),
                        changed("a", 0),
                        old("b", 0),
                        changed("c", 1),
                        old("d", 1)))
                .isEmpty();
    }

    @Test
    void givesTheRestTheirTurnsAndThenEndsThem() {
        VersionLife gone = superseded("v1", VersionState.RETIRED, SINCE);
        assertTurn(
                decide(
                        registry("v2", gone, exchanged("v2", VersionState.SERVING, "a", "c")),
                        RANKING,
                        changed("a", 0),
                        embedding("b", 0),
                        changed("c", 1),
                        embedding("d", 1)),
                "a",
                "c",
                "b");
        RegistryLife last = registry("v2", gone, exchanged("v2", VersionState.SERVING, "a", "c", "b", "d"));
        assertThat(decide(last, RANKING, changed("a", 0), changed("b", 0), changed("c", 1), embedding("d", 1)))
                .isEmpty();
        assertThat(decide(last, RANKING, changed("a", 0), changed("b", 0), changed("c", 1), changed("d", 1)))
                .containsExactly(new Transition.Hold(MODEL, "v2", null, "every replica has had its turn"));
    }

    @Test
    void givesTheRestTheirTurnsAlsoWhereOneCannotHoldWhatServes() {
        VersionLife gone = superseded("v1", VersionState.RETIRED, SINCE);
        LiveReplica broken = embedding("a", 0, failed("v2", "no room"));
        assertTurn(
                decide(
                        registry("v2", gone, exchanged("v2", VersionState.SERVING, "a", "c")),
                        RANKING,
                        broken,
                        embedding("b", 0),
                        changed("c", 1),
                        embedding("d", 1)),
                "a",
                "c",
                "b");
        assertThat(decide(
                        registry("v2", gone, exchanged("v2", VersionState.SERVING, "a", "c", "b", "d")),
                        RANKING,
                        broken,
                        changed("b", 0),
                        changed("c", 1),
                        changed("d", 1)))
                .containsExactly(new Transition.Hold(MODEL, "v2", null, "every replica has had its turn"));
    }

    @Test
    void endsNoTurnsWhileNobodyReports() {
        RegistryLife last = registry(
                "v2", superseded("v1", VersionState.RETIRED, SINCE), exchanged("v2", VersionState.SERVING, "a", "c"));

        assertThat(decide(last)).isEmpty();
    }
}
