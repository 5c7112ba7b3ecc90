package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.registry.Canary;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.MemoryReport;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How versions live and which of them answers, on any database. */
abstract class ModelLifecycleContract extends RegistryContract {

    private RegistryOnDatabase opened;
    private ModelRegistry registry;

    @BeforeEach
    void openRegistry() {
        opened = open();
        registry = opened.registry();
    }

    @AfterEach
    void closeRegistry() {
        opened.close();
    }

    private static void assertRefused(ThrowingCallable change, String reason) {
        assertThatThrownBy(change).isInstanceOf(ConflictException.class).hasMessageContaining(reason);
    }

    private ChangeAction lastAction() {
        return registry.revisions(Long.MAX_VALUE, 1).getFirst().action();
    }

    private void report(String instance, int shard, MemoryReport memory) {
        opened.reports()
                .put(instance, new ReplicaReport(ServiceRole.EMBEDDING, shard, false, 0, List.of(), memory, List.of()));
    }

    private void reportFailure(String instance, int shard, String version) {
        VersionReport failure = new VersionReport("clicks", version, VersionReport.LoadState.FAILED, null, "no room");
        opened.reports()
                .put(
                        instance,
                        new ReplicaReport(ServiceRole.EMBEDDING, shard, false, 0, List.of(failure), null, List.of()));
    }

    @Test
    void keepsTheShardsOfAVersionForItself() {
        registry.register(clicks.registration("v1"), NOTE);

        RegistryLife life = registry.life();

        assertThat(life.toSnapshot()).isEqualTo(registry.snapshot());
        assertThat(life.models().getFirst().versions().getFirst().shards()).isEqualTo(clicks.facts());
    }

    @Test
    void loadsUntilItIsReadyOrFailed() {
        registry.register(clicks.registration("v1"), NOTE);

        assertThat(registry.load("clicks", "v1", NOTE).version().state()).isEqualTo(VersionState.LOADING);
        assertThat(registry.load("clicks", "v1", NOTE).revision()).isEqualTo(2);

        apply(registry, new Transition.Failed("clicks", "v1", "shard 0: no room"));
        VersionEntry failed = registry.version("clicks", "v1");
        assertThat(failed.state()).isEqualTo(VersionState.FAILED);
        assertThat(failed.failure()).isEqualTo("shard 0: no room");

        VersionEntry again = registry.load("clicks", "v1", NOTE).version();
        assertThat(again.state()).isEqualTo(VersionState.LOADING);
        assertThat(again.failure()).isNull();
        apply(registry, new Transition.Ready("clicks", "v1", "loaded"));
        assertThat(state(registry, "v1")).isEqualTo(VersionState.READY);
        assertThat(registry.revisions(Long.MAX_VALUE, 10))
                .extracting(Revision::action)
                .containsExactly(
                        ChangeAction.READY,
                        ChangeAction.LOAD,
                        ChangeAction.FAIL,
                        ChangeAction.LOAD,
                        ChangeAction.REGISTER);
        assertThat(registry.revisions(Long.MAX_VALUE, 1).getFirst().author()).isEqualTo("registry");
    }

    @Test
    void makesNoTransitionThatWasDecidedAtAnEarlierRevision() {
        registry.register(clicks.registration("v1"), NOTE);
        registry.load("clicks", "v1", NOTE);

        assertThat(registry.apply(new Transition.Ready("clicks", "v1", "loaded"), 1))
                .isEmpty();

        assertThat(state(registry, "v1")).isEqualTo(VersionState.LOADING);
        assertThat(revision(registry)).isEqualTo(2);
    }

    @Test
    void activatesTheFirstAtOnceAndOthersOnlyWhenTheyAreReady() {
        registry.register(clicks.registration("v1"), NOTE);
        registry.register(clicks.registration("v2"), NOTE);
        registry.activate("clicks", "v1", NOTE);

        assertRefused(() -> registry.activate("clicks", "v2", NOTE), "READY, to be activated");
        registry.load("clicks", "v2", NOTE);
        assertRefused(() -> registry.activate("clicks", "v2", NOTE), "READY, to be activated");
        apply(registry, new Transition.Ready("clicks", "v2", "loaded"));

        assertThat(registry.activate("clicks", "v2", NOTE).version().state()).isEqualTo(VersionState.SERVING);
    }

    @Test
    void keepsTheNewestSupersededVersionAlone() {
        makeActive(registry, "v1");
        makeActive(registry, "v2");
        makeReady(registry, "v4");
        makeActive(registry, "v3");

        assertThat(state(registry, "v1")).isEqualTo(VersionState.RETIRING);
        assertThat(state(registry, "v2")).isEqualTo(VersionState.READY);
        assertThat(state(registry, "v3")).isEqualTo(VersionState.SERVING);
        assertThat(state(registry, "v4")).isEqualTo(VersionState.READY);

        apply(registry, new Transition.Retired("clicks", "v1", "nobody has it"));
        assertThat(state(registry, "v1")).isEqualTo(VersionState.RETIRED);
    }

    @Test
    void keepsAsManyAsItIsTold() {
        try (RegistryOnDatabase other =
                RegistryOnDatabase.open(newDatabase(directory), "--outrank.registry.retain=0")) {
            makeActive(other.registry(), "v1");
            makeActive(other.registry(), "v2");

            assertThat(state(other.registry(), "v1")).isEqualTo(VersionState.RETIRING);
            assertRefused(() -> other.registry().rollback("clicks", null, NOTE), "no superseded version");
        }
    }

    @Test
    void triesAVersionAndEndsThat() {
        makeActive(registry, "v1");
        makeReady(registry, "v2");

        registry.canary("clicks", new Canary("v2", 5), NOTE);
        registry.canary("clicks", new Canary("v2", 12.5), NOTE);
        long revision = revision(registry);
        assertThat(registry.canary("clicks", new Canary("v2", 12.5), NOTE).revision())
                .isEqualTo(revision);
        ModelEntry tried = registry.model("clicks");
        assertThat(tried.canary()).isEqualTo(new Canary("v2", 12.5));
        assertThat(tried.activeVersion()).isEqualTo("v1");
        assertRefused(() -> registry.retire("clicks", "v2", NOTE), "end the canary first");

        assertThat(registry.endCanary("clicks", NOTE).version().version()).isEqualTo("v1");
        assertThat(registry.model("clicks").canary()).isNull();
        assertThat(registry.endCanary("clicks", NOTE).revision()).isEqualTo(revision + 1);
    }

    @Test
    void refusesACanaryThatCannotBe() {
        registry.register(clicks.registration("v0"), NOTE);
        assertRefused(() -> registry.canary("clicks", new Canary("v0", 5), NOTE), "REGISTERED (expected: READY");
        makeReady(registry, "v1");
        assertRefused(() -> registry.canary("clicks", new Canary("v1", 5), NOTE), "no active version");
        registry.activate("clicks", "v1", NOTE);
        makeReady(registry, "v2");
        makeReady(registry, "v3");
        registry.canary("clicks", new Canary("v2", 5), NOTE);
        assertRefused(() -> registry.canary("clicks", new Canary("v3", 5), NOTE), "version 'v2' (expected: none");
    }

    @Test
    void endsACanaryByAnActivation() {
        makeActive(registry, "v1");
        makeReady(registry, "v2");
        registry.canary("clicks", new Canary("v2", 5), NOTE);

        registry.activate("clicks", "v2", NOTE);

        assertThat(registry.model("clicks").canary()).isNull();
        assertThat(registry.model("clicks").activeVersion()).isEqualTo("v2");
    }

    @Test
    void endsACanaryByAnActivationOfTheActiveVersion() {
        makeActive(registry, "v1");
        makeReady(registry, "v2");
        registry.canary("clicks", new Canary("v2", 5), NOTE);

        long revision = registry.activate("clicks", "v1", NOTE).revision();

        assertThat(registry.model("clicks").canary()).isNull();
        assertThat(registry.model("clicks").activeVersion()).isEqualTo("v1");
        assertThat(state(registry, "v2")).isEqualTo(VersionState.READY);
        assertThat(lastAction()).isEqualTo(ChangeAction.ACTIVATE);
        assertThat(registry.activate("clicks", "v1", NOTE).revision()).isEqualTo(revision);
    }

    @Test
    void goesBackToTheNewestSupersededVersionOrTheNamedOne() {
        makeActive(registry, "v1");
        makeActive(registry, "v2");
        makeReady(registry, "v3");

        assertThat(registry.rollback("clicks", null, NOTE).version().version()).isEqualTo("v1");
        assertThat(lastAction()).isEqualTo(ChangeAction.ROLL_BACK);
        assertThat(registry.rollback("clicks", "v3", NOTE).version().version()).isEqualTo("v3");
        assertThat(registry.model("clicks").activeVersion()).isEqualTo("v3");
    }

    @Test
    void endsOnlyTheCanaryWhenItGoesBackWhileOneIsTried() {
        makeActive(registry, "v1");
        makeActive(registry, "v2");
        makeReady(registry, "v3");
        registry.canary("clicks", new Canary("v3", 5), NOTE);

        registry.rollback("clicks", null, NOTE);

        assertThat(registry.model("clicks").canary()).isNull();
        assertThat(registry.model("clicks").activeVersion()).isEqualTo("v2");
        assertThat(lastAction()).isEqualTo(ChangeAction.ROLL_BACK);

        registry.canary("clicks", new Canary("v3", 5), NOTE);
        registry.rollback("clicks", "v1", NOTE);
        assertThat(registry.model("clicks").canary()).isNull();
        assertThat(registry.model("clicks").activeVersion()).isEqualTo("v1");
    }

    @Test
    void changesNoTrafficOfAPinnedModel() {
        makeActive(registry, "v1");
        makeActive(registry, "v2");
        makeReady(registry, "v3");
        registry.canary("clicks", new Canary("v3", 5), NOTE);

        registry.pin("clicks", NOTE);
        long pinned = revision(registry);
        assertThat(registry.pin("clicks", NOTE).revision()).isEqualTo(pinned);
        assertThat(registry.model("clicks").pinned()).isTrue();
        assertRefused(() -> registry.activate("clicks", "v2", NOTE), "pinned to version 'v2'");
        assertRefused(() -> registry.activate("clicks", "v3", NOTE), "pinned to version 'v2'");
        assertRefused(() -> registry.canary("clicks", new Canary("v3", 6), NOTE), "unpin it first");
        registry.rollback("clicks", null, NOTE);
        assertThat(registry.model("clicks").canary()).isNull();
        assertThat(registry.activate("clicks", "v2", NOTE).revision()).isEqualTo(pinned + 1);
        assertRefused(() -> registry.rollback("clicks", null, NOTE), "pinned");

        registry.unpin("clicks", NOTE);
        assertThat(registry.rollback("clicks", null, NOTE).version().version()).isEqualTo("v1");
    }

    @Test
    void refusesWhatAReplicaHasNoRoomFor() {
        long bytes = clicks.facts().get(1).bytes();
        registry.register(clicks.registration("v1"), NOTE);
        report("embedding-1", 1, new MemoryReport(bytes + 9, 10));

        assertThatThrownBy(() -> registry.load("clicks", "v1", NOTE))
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "version: 'v1' of model 'clicks': shard 1 needs " + bytes + " bytes, embedding-1 has "
                                + (bytes - 1) + " of " + (bytes + 9)
                                + " (expected: room; retire versions that are kept, give the replica more memory, or register with memoryMode REPLACE)");
        assertThat(state(registry, "v1")).isEqualTo(VersionState.REGISTERED);

        report("embedding-1", 1, new MemoryReport(bytes + 10, 10));
        assertThat(registry.load("clicks", "v1", NOTE).version().state()).isEqualTo(VersionState.LOADING);
    }

    @Test
    void exchangesReplicaByReplicaWhereTwoAreOfEachShard() {
        makeActive(registry, "v1");
        registry.register(clicks.exchanged("v2"), NOTE);
        MemoryReport full = new MemoryReport(1000, 1000);
        report("a", 0, full);
        report("b", 0, full);
        report("c", 1, full);
        assertRefused(() -> registry.load("clicks", "v2", NOTE), "shard 1 has 1 live replicas");
        report("d", 1, full);

        assertThat(registry.load("clicks", "v2", NOTE).version().holders()).isEmpty();
        apply(registry, new Transition.Hold("clicks", "v2", List.of("a"), "its turn"));
        apply(registry, new Transition.Hold("clicks", "v2", List.of("a", "c"), "its turn"));
        assertThat(registry.version("clicks", "v2").holders()).containsExactly("a", "c");
        assertThat(lastAction()).isEqualTo(ChangeAction.HOLD);
        registry.register(clicks.registration("v3"), NOTE);
        assertRefused(() -> registry.load("clicks", "v3", NOTE), "'v2' of model 'clicks' is being exchanged");

        apply(registry, new Transition.Ready("clicks", "v2", "loaded"));
        registry.activate("clicks", "v2", NOTE);
        reportFailure("a", 0, "v2");
        assertRefused(
                () -> registry.load("clicks", "v3", NOTE),
                "; a cannot load it: no room; mend that, or stop this replica (expected: none, to load another; wait for it)");
        registry.rollback("clicks", null, NOTE);
        VersionEntry given = registry.version("clicks", "v2");
        assertThat(given.state()).isEqualTo(VersionState.RETIRING);
        assertThat(given.holders()).containsExactly("a", "c");
        apply(registry, new Transition.Retired("clicks", "v2", "nobody has it"));
        assertThat(registry.version("clicks", "v2").holders()).isNull();
    }

    @Test
    void writesWhatBelongsToAChangeWithItOrNotAtAll() {
        makeActive(registry, "v1");
        makeReady(registry, "v2");
        long before = revision(registry);
        List<Long> seen = new ArrayList<>();
        Writing failing = new Writing(ChangeAction.PROMOTE, NOTE, revision -> {
            throw new IllegalStateException("no");
        });

        assertThatThrownBy(() -> registry.activate("clicks", "v2", failing)).hasMessage("no");
        assertThat(revision(registry)).isEqualTo(before);
        assertThat(state(registry, "v2")).isEqualTo(VersionState.READY);

        registry.canary("clicks", new Canary("v2", 5), NOTE);
        registry.canary("clicks", new Canary("v2", 5), new Writing(ChangeAction.ROLLOUT, NOTE, seen::add));
        registry.activate("clicks", "v2", new Writing(ChangeAction.PROMOTE, NOTE, seen::add));
        assertThat(seen).containsExactly(before + 2, before + 3);
        assertThat(lastAction()).isEqualTo(ChangeAction.PROMOTE);
    }
}
