package dev.outrank.config.conductor;

import static dev.outrank.config.conductor.Registries.MODEL;
import static dev.outrank.config.conductor.Registries.SINCE;
import static dev.outrank.config.conductor.Registries.embedding;
import static dev.outrank.config.conductor.Registries.failed;
import static dev.outrank.config.conductor.Registries.in;
import static dev.outrank.config.conductor.Registries.loaded;
import static dev.outrank.config.conductor.Registries.ranking;
import static dev.outrank.config.conductor.Registries.registry;
import static dev.outrank.config.conductor.Registries.replica;
import static dev.outrank.config.conductor.Registries.superseded;
import static dev.outrank.config.conductor.Registries.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.registry.RegistryLife;
import dev.outrank.config.registry.Transition;
import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.Canary;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a version is let go. */
final class RetiringTests {

    private static final RegistryLife RETIRING =
            registry("v2", version("v1", VersionState.RETIRING), version("v2", VersionState.SERVING));
    private static final Transition RETIRED = new Transition.Retired(MODEL, "v1", "no ranking has it any more");

    private static List<Transition> decide(RegistryLife registry, LiveReplica... replicas) {
        return new Rules(1).decide(registry, new Fleet(List.of(replicas)), true);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOADING", "LOADED", "DRAINING"})
    void waitsForRankingsThatHaveIt(LoadState state) {
        assertThat(decide(RETIRING, ranking("r"), ranking("r2", in(state, "v1"))))
                .isEmpty();
    }

    @Test
    void waitsForRankingsThatDoNotKnowYet() {
        assertThat(decide(RETIRING, replica("r", null, false, SINCE - 1))).isEmpty();
    }

    @Test
    void isRetiredWhenNoRankingHasIt() {
        assertThat(decide(
                        RETIRING,
                        ranking("r"),
                        ranking("r2", failed("v1", "no room")),
                        embedding("a", 0, loaded("v1", 0))))
                .containsExactly(RETIRED);
        assertThat(decide(RETIRING)).containsExactly(RETIRED);
    }

    @Test
    void saysNothingWhileReportsHaveNotHadTheTimeToCome() {
        assertThat(new Rules(1).decide(RETIRING, new Fleet(List.of()), false)).isEmpty();
    }

    @Test
    void retiresWhatIsBeyondThoseThatAreKept() {
        RegistryLife registry = registry(
                "v4",
                superseded("v1", VersionState.READY, 7),
                superseded("v2", VersionState.READY, 9),
                superseded("v3", VersionState.READY, 8),
                version("v4", VersionState.SERVING),
                version("v5", VersionState.READY));

        assertThat(decide(registry)).extracting(Transition::version).containsExactly("v3", "v1");
        assertThat(decide(registry)).hasOnlyElementsOfType(Transition.Retiring.class);
        assertThat(new Rules(3).decide(registry, new Fleet(List.of()), true)).isEmpty();
        assertThat(new Rules(0).decide(registry, new Fleet(List.of()), true)).hasSize(3);
    }

    @Test
    void keepsTheCanaryHoweverOldItIs() {
        RegistryLife registry = registry(
                "v3",
                new Canary("v1", 5),
                superseded("v1", VersionState.READY, 7),
                superseded("v2", VersionState.READY, 9),
                version("v3", VersionState.SERVING));

        assertThat(decide(registry)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REGISTERED", "READY", "RETIRED", "FAILED"})
    void leavesWhatIsNotOnItsWay(VersionState state) {
        assertThat(decide(registry("v1", version("v1", VersionState.SERVING), version("v2", state))))
                .isEmpty();
    }
}
