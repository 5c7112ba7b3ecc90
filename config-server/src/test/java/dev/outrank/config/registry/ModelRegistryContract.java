package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the registry does on any database, in and over the lives of its processes. */
abstract class ModelRegistryContract extends RegistryContract {

    @Test
    void startsAtRevisionZeroWithoutModels() {
        try (RegistryOnDatabase opened = open()) {
            assertThat(opened.registry().snapshot().snapshot()).isEqualTo(new RegistrySnapshot(0, List.of()));
            assertThat(opened.registry().revisions(Long.MAX_VALUE, 10)).isEmpty();
        }
    }

    @Test
    void publishesARegisteredVersionWithItsPlacesAndFingerprint() {
        try (RegistryOnDatabase opened = open()) {
            ModelRegistry registry = opened.registry();
            Changed changed = registry.register(clicks.registration("v1"), NOTE);
            VersionEntry expected = new VersionEntry(
                    "v1",
                    VersionState.REGISTERED,
                    clicks.bundle().directory().toUri(),
                    clicks.shards().toUri(),
                    clicks.bundle().fingerprint());
            assertThat(changed).isEqualTo(new Changed(1, "clicks", expected));
            assertThat(registry.snapshot().snapshot())
                    .isEqualTo(new RegistrySnapshot(1, List.of(new ModelEntry("clicks", null, List.of(expected)))));
        }
    }

    @Test
    void keepsTheOneBeforeReadyWhenAnotherIsActivated() {
        try (RegistryOnDatabase opened = open()) {
            ModelRegistry registry = opened.registry();
            makeActive(registry, "v1");
            makeReady(registry, "v2");

            registry.activate("clicks", "v2", NOTE);
            assertThat(state(registry, "v1")).isEqualTo(VersionState.READY);
            assertThat(state(registry, "v2")).isEqualTo(VersionState.SERVING);
            assertThat(registry.model("clicks").activeVersion()).isEqualTo("v2");
            registry.activate("clicks", "v1", NOTE);
            assertThat(state(registry, "v1")).isEqualTo(VersionState.SERVING);
            assertThat(state(registry, "v2")).isEqualTo(VersionState.READY);
            assertThat(registry.model("clicks").activeVersion()).isEqualTo("v1");
            assertThat(registry.snapshot().snapshot().revision()).isEqualTo(9);
        }
    }

    @Test
    void retiresForGoodButNeverTheActiveOne() {
        try (RegistryOnDatabase opened = open()) {
            ModelRegistry registry = opened.registry();
            registry.register(clicks.registration("v1"), NOTE);
            registry.register(clicks.registration("v2"), NOTE);
            registry.activate("clicks", "v1", NOTE);
            assertThatThrownBy(() -> registry.retire("clicks", "v1", NOTE))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("SERVING");
            registry.retire("clicks", "v2", NOTE);
            assertThat(state(registry, "v2")).isEqualTo(VersionState.RETIRING);
            apply(registry, new Transition.Retired("clicks", "v2", "nobody has it"));
            assertThat(state(registry, "v2")).isEqualTo(VersionState.RETIRED);
            assertThatThrownBy(() -> registry.activate("clicks", "v2", NOTE))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("RETIRED");
            assertThatThrownBy(() -> registry.register(clicks.registration("v2"), NOTE))
                    .isInstanceOf(ConflictException.class);
            assertThat(registry.snapshot().snapshot().revision()).isEqualTo(5);
        }
    }

    @Test
    void appendsNothingWhenAllIsSoAlready() {
        try (RegistryOnDatabase opened = open()) {
            ModelRegistry registry = opened.registry();
            registry.register(clicks.registration("v1"), NOTE);
            registry.register(clicks.registration("v2"), NOTE);
            registry.activate("clicks", "v1", NOTE);
            registry.retire("clicks", "v2", NOTE);
            assertThat(registry.activate("clicks", "v1", NOTE).revision()).isEqualTo(4);
            assertThat(registry.retire("clicks", "v2", NOTE).revision()).isEqualTo(4);
            assertThat(registry.revisions(Long.MAX_VALUE, 10)).hasSize(4);
        }
    }

    @Test
    void refusesUnknownModelsAndVersions() {
        try (RegistryOnDatabase opened = open()) {
            ModelRegistry registry = opened.registry();
            registry.register(clicks.registration("v1"), NOTE);
            assertThatThrownBy(() -> registry.activate("other", "v1", NOTE))
                    .isInstanceOf(UnknownEntryException.class)
                    .hasMessageStartingWith("model: 'other'");
            assertThatThrownBy(() -> registry.retire("clicks", "v9", NOTE))
                    .isInstanceOf(UnknownEntryException.class)
                    .hasMessageStartingWith("version: 'v9'");
            assertThat(registry.snapshot().snapshot().revision()).isEqualTo(1);
        }
    }

    @Test
    void recordsWhoDidWhatAndWhyTheNewestFirst() {
        try (RegistryOnDatabase opened = open()) {
            ModelRegistry registry = opened.registry();
            registry.register(clicks.registration("v1"), new ChangeNote("release-pipeline", "first"));
            registry.activate("clicks", "v1", new ChangeNote("ben", "go"));
            assertThat(registry.revisions(Long.MAX_VALUE, 10))
                    .extracting(Revision::revision, Revision::author, Revision::reason, Revision::action)
                    .containsExactly(
                            tuple(2L, "ben", "go", ChangeAction.ACTIVATE),
                            tuple(1L, "release-pipeline", "first", ChangeAction.REGISTER));
            assertThat(registry.revisions(2, 10)).extracting(Revision::revision).containsExactly(1L);
            assertThat(registry.revisions(Long.MAX_VALUE, 1))
                    .extracting(Revision::revision)
                    .containsExactly(2L);
        }
    }

    @Test
    void keepsEverythingOverARestart() {
        String url = newDatabase(directory);
        PublishedSnapshot before;
        List<Revision> revisions;
        try (RegistryOnDatabase opened = RegistryOnDatabase.open(url)) {
            opened.registry().register(clicks.registration("v1"), NOTE);
            opened.registry().activate("clicks", "v1", NOTE);
            before = opened.registry().snapshot();
            revisions = opened.registry().revisions(Long.MAX_VALUE, 10);
        }
        try (RegistryOnDatabase opened = RegistryOnDatabase.open(url)) {
            assertThat(opened.registry().snapshot()).isEqualTo(before);
            assertThat(opened.registry().revisions(Long.MAX_VALUE, 10)).isEqualTo(revisions);
            assertThat(opened.registry()
                            .register(clicks.registration("v2"), NOTE)
                            .revision())
                    .isEqualTo(3);
        }
    }

    @Test
    void givesEachNewDatabaseAnIdentityOfItsOwn() {
        try (RegistryOnDatabase one = open();
                RegistryOnDatabase other = open()) {
            assertThat(one.registry().snapshot().tag())
                    .isNotEqualTo(other.registry().snapshot().tag());
        }
    }

    /** Writers of two processes on one database: each change gets in, with a revision of its own, and versions are unique. */
    @Test
    void losesNoChangeWhenManyWriteAtOnce() throws Exception {
        PackedModel drm = PackedModel.write(directory, "drm1");
        String url = newDatabase(directory);
        int versions = 20;
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Changed>> changes = new ArrayList<>();
            for (int i = 0; i < versions; i++) {
                String version = "v" + i;
                changes.add(() -> one.registry().register(clicks.registration(version), NOTE));
                changes.add(() -> other.registry().register(drm.registration(version), NOTE));
            }
            List<Long> revisions = new ArrayList<>();
            for (Future<Changed> change : writers.invokeAll(changes)) {
                revisions.add(change.get().revision());
            }
            assertThat(revisions)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 2L * versions).boxed().toList());
            RegistrySnapshot snapshot = one.registry().snapshot().snapshot();
            assertThat(snapshot).isEqualTo(other.registry().snapshot().snapshot());
            assertThat(snapshot.revision()).isEqualTo(2L * versions);
            assertThat(snapshot.models())
                    .allSatisfy(model -> assertThat(model.versions()).hasSize(versions));
            assertThat(one.registry().revisions(Long.MAX_VALUE, 100)).hasSize(2 * versions);
        }
    }

    @Test
    void letsOneWinWhenTheSameVersionIsRegisteredTwiceAtOnce() throws Exception {
        String url = newDatabase(directory);
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Changed>> attempts = writers.invokeAll(
                    List.of(() -> one.registry().register(clicks.registration("v1"), NOTE), () -> other.registry()
                            .register(clicks.registration("v1"), NOTE)));
            assertThat(attempts)
                    .extracting(Future::state)
                    .containsExactlyInAnyOrder(Future.State.SUCCESS, Future.State.FAILED);
            assertThat(attempts)
                    .filteredOn(attempt -> attempt.state() == Future.State.FAILED)
                    .extracting(Future::exceptionNow)
                    .allSatisfy(failure -> assertThat(failure).isInstanceOf(ConflictException.class));
            assertThat(one.registry().snapshot().snapshot().revision()).isEqualTo(1);
        }
    }

    @Test
    void tellsThoseWhoWaitAtOneProcessOfAChangeByAnother() throws Exception {
        String url = newDatabase(directory);
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url);
                ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            RegistryPosition before = one.feed().now();
            Future<Optional<RegistryPosition>> heard =
                    waiting.submit(() -> Optional.ofNullable(one.feed().awaitOther(before, Duration.ofSeconds(30))));
            other.registry().register(clicks.registration("v1"), NOTE);
            assertThat(heard.get()).contains(before.at(1));
        }
    }

    /** Whatever the order in which activations get in, one version serves at the end, and it is the one of the last revision. */
    @Test
    void hasOneActiveVersionAfterActivationsAtOnce() throws Exception {
        String url = newDatabase(directory);
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Changed>> activations = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String version = "v" + i;
                makeReady(one.registry(), version);
                ModelRegistry registry = i % 2 == 0 ? one.registry() : other.registry();
                activations.add(() -> registry.activate("clicks", version, NOTE));
            }
            for (Future<Changed> activation : writers.invokeAll(activations)) {
                activation.get();
            }
            ModelEntry model = one.registry().model("clicks");
            String last = one.registry().revisions(Long.MAX_VALUE, 1).getFirst().version();
            assertThat(model.activeVersion()).isEqualTo(last);
            assertThat(model.versions())
                    .filteredOn(version -> version.state() == VersionState.SERVING)
                    .extracting(VersionEntry::version)
                    .containsExactly(last);
            assertThat(model.versions())
                    .filteredOn(version -> version.state() == VersionState.READY)
                    .hasSize(1);
            assertThat(model.versions())
                    .filteredOn(version -> version.state() == VersionState.RETIRING)
                    .hasSize(6);
        }
    }
}
