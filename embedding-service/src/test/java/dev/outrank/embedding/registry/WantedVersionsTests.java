package dev.outrank.embedding.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.outrank.embedding.shard.VersionKey;
import dev.outrank.embedding.shard.WantedVersion;
import dev.outrank.registry.InstanceName;
import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class WantedVersionsTests {

    private static final InstanceName ME = new InstanceName("embedding-box-8201");
    private static final List<String> NOBODY = List.of();
    private static final List<String> OTHERS = List.of("embedding-box-8202");
    private static final List<String> US = List.of("embedding-box-8202", ME.value());

    private static VersionEntry version(
            String name, VersionState state, MemoryMode mode, @Nullable List<String> holders) {
        URI place = URI.create("file:///" + name + "/");
        return new VersionEntry(name, state, place, place, "f" + name, mode, holders, null);
    }

    private static VersionEntry beside(String name, VersionState state) {
        return version(name, state, MemoryMode.BESIDE, null);
    }

    private static VersionEntry replacing(String name, VersionState state, @Nullable List<String> holders) {
        return version(name, state, MemoryMode.REPLACE, holders);
    }

    private static List<WantedVersion> wanted(@Nullable String active, VersionEntry... versions) {
        return WantedVersions.of(
                new RegistrySnapshot(1, List.of(new ModelEntry("clicks", active, List.of(versions)))), ME);
    }

    private static List<String> names(@Nullable String active, VersionEntry... versions) {
        return wanted(active, versions).stream()
                .map(version -> version.key().version())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTERED, false",
        "LOADING, true",
        "READY, true",
        "SERVING, true",
        "RETIRING, true",
        "RETIRED, false",
        "FAILED, false"
    })
    void holdsWhatTheRegistryHasLoaded(VersionState state, boolean held) {
        assertThat(names(null, beside("1", state))).hasSize(held ? 1 : 0);
        assertThat(names(null, replacing("1", state, null))).hasSize(held ? 1 : 0);
        assertThat(names(null, replacing("1", state, US))).hasSize(held ? 1 : 0);
        assertThat(names(null, replacing("1", state, OTHERS))).isEmpty();
    }

    @Test
    void holdsAllBesideEachOtherWithoutTurns() {
        assertThat(names(
                        "1",
                        beside("1", VersionState.SERVING),
                        beside("2", VersionState.READY),
                        replacing("3", VersionState.LOADING, null)))
                .containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOADING", "READY", "RETIRING"})
    void holdsTheNewOneInPlaceOfTheActiveOneOnItsTurn(VersionState state) {
        VersionEntry active = beside("1", VersionState.SERVING);
        assertThat(names("1", active, replacing("2", state, US))).containsExactly("2");
        assertThat(names("1", active, replacing("2", state, OTHERS))).containsExactly("1");
        assertThat(names("1", active, replacing("2", state, NOBODY))).containsExactly("1");
    }

    @Test
    void keepsWhatIsNotReplaced() {
        VersionEntry[] versions = {
            beside("0", VersionState.RETIRING),
            beside("1", VersionState.READY),
            beside("2", VersionState.SERVING),
            replacing("3", VersionState.LOADING, US),
            beside("4", VersionState.LOADING)
        };
        assertThat(names("2", versions)).containsExactly("0", "1", "3", "4");
        versions[3] = replacing("3", VersionState.LOADING, OTHERS);
        assertThat(names("2", versions)).containsExactly("0", "1", "2", "4");
    }

    @ParameterizedTest
    @EnumSource(names = {"READY", "RETIRING"})
    void keepsTheOldOneAfterTheActivationUntilItsTurn(VersionState state) {
        VersionEntry old = beside("1", state);
        assertThat(names("2", old, replacing("2", VersionState.SERVING, OTHERS)))
                .containsExactly("1");
        assertThat(names("2", old, replacing("2", VersionState.SERVING, US))).containsExactly("2");
    }

    @Test
    void keepsWhatIsRetiringForItsLastLookupsAlsoAfterTheActivation() {
        assertThat(names("2", beside("1", VersionState.RETIRING), replacing("2", VersionState.SERVING, null)))
                .containsExactly("1", "2");
    }

    @Test
    void comesBackToTheOldOneWhenTheNewOneHasFailedOrIsRetired() {
        VersionEntry active = beside("1", VersionState.SERVING);
        assertThat(names("1", active, replacing("2", VersionState.FAILED, US))).containsExactly("1");
        assertThat(names("1", active, replacing("2", VersionState.RETIRED, US))).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource(names = "REPLACE", mode = Mode.EXCLUDE)
    void heedsNoHoldersOfVersionsThatAreHeldBesideOthers(MemoryMode mode) {
        assertThat(names("1", beside("1", VersionState.SERVING), version("2", VersionState.LOADING, mode, OTHERS)))
                .containsExactly("1", "2");
    }

    @Test
    void takesTheTurnsOfTheNewestWhereSeveralAreExchanged() {
        VersionEntry active = replacing("2", VersionState.SERVING, US);
        VersionEntry old = beside("1", VersionState.READY);
        assertThat(names("2", old, active, replacing("3", VersionState.LOADING, US)))
                .containsExactly("1", "3");
        assertThat(names("2", old, active, replacing("3", VersionState.LOADING, OTHERS)))
                .containsExactly("1", "2");
    }

    @Test
    void heedsTheHoldersOfItsOwnModelAlone() {
        ModelEntry clicks = new ModelEntry(
                "clicks", "1", List.of(beside("1", VersionState.SERVING), replacing("2", VersionState.LOADING, US)));
        ModelEntry feed = new ModelEntry("feed", "1", List.of(beside("1", VersionState.SERVING)));
        assertThat(WantedVersions.of(new RegistrySnapshot(1, List.of(clicks, feed)), ME))
                .extracting(WantedVersion::key)
                .containsExactly(new VersionKey("clicks", "2"), new VersionKey("feed", "1"));
    }

    @Test
    void saysHowEachIsLoaded() {
        assertThat(wanted("1", beside("1", VersionState.SERVING), beside("2", VersionState.LOADING)))
                .extracting(WantedVersion::fresh, WantedVersion::replacing)
                .containsExactly(tuple(false, false), tuple(true, false));
        assertThat(wanted("1", beside("1", VersionState.SERVING), replacing("2", VersionState.LOADING, US)))
                .extracting(WantedVersion::fresh, WantedVersion::replacing)
                .containsExactly(tuple(true, true));
        // On the way back the memory of what replaced it must be free first.
        assertThat(wanted("1", beside("1", VersionState.SERVING), replacing("2", VersionState.RETIRED, US)))
                .extracting(WantedVersion::replacing)
                .containsExactly(true);
    }
}
