package dev.outrank.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistrySnapshotTests {

    private static final Set<VersionState> LOADED_STATES =
            EnumSet.of(VersionState.LOADING, VersionState.READY, VersionState.SERVING, VersionState.RETIRING);

    private static RegistrySnapshot parse(String json) {
        return SnapshotFormat.parse(json.getBytes(StandardCharsets.UTF_8), "here");
    }

    @Test
    void readsItsOwnJson() {
        RegistrySnapshot snapshot = new RegistrySnapshot(
                3,
                List.of(
                        new ModelEntry(
                                "clicks",
                                "b",
                                List.of(
                                        Snapshots.version("a", VersionState.READY),
                                        Snapshots.version("b", VersionState.SERVING))),
                        new ModelEntry("drm1", null, List.of(Snapshots.version("a", VersionState.REGISTERED)))));
        assertThat(SnapshotFormat.parse(SnapshotFormat.toJson(snapshot), "here"))
                .isEqualTo(snapshot);
    }

    @Test
    void skipsFieldsOfANewerRegistry() {
        assertThat(parse("{\"revision\":2,\"canary\":{\"percent\":5},\"models\":[]}"))
                .isEqualTo(Snapshots.empty(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"revision\":1",
                "{\"models\":[]}",
                "{\"revision\":1}",
                "{\"revision\":-1,\"models\":[]}",
                "{\"revision\":1,\"models\":null}",
                "{\"revision\":1,\"models\":[null]}",
                "{\"revision\":1,\"models\":[]} trailing",
                "{\"revision\":1,\"models\":[{\"name\":\"m\"}]}",
                "{\"revision\":1,\"models\":[{\"name\":\" \",\"versions\":[]}]}",
                "{\"revision\":1,\"models\":[{\"name\":\"m\",\"activeVersion\":\"v\",\"versions\":[]}]}",
                "{\"revision\":1,\"models\":[{\"name\":\"m\",\"versions\":[{\"version\":\"v\"}]}]}",
                "<html>not found</html>"
            })
    void refusesWhatIsNotASnapshot(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith("here: ");
    }

    @Test
    void refusesModelsAndVersionsThatOccurTwice() {
        VersionEntry version = Snapshots.version("a", VersionState.READY);
        assertThatThrownBy(() -> new ModelEntry("m", null, List.of(version, version)))
                .hasMessage("models['m'].versions: 'a' occurs twice (expected: distinct versions)");
        ModelEntry model = new ModelEntry("m", null, List.of());
        assertThatThrownBy(() -> new RegistrySnapshot(1, List.of(model, model)))
                .hasMessage("models: 'm' occurs twice (expected: distinct names)");
    }

    @Test
    void readsCopiesFromBeforeThereWereCanaries() {
        ModelEntry model = parse("""
                {"revision":2,"models":[{"name":"clicks","activeVersion":"1","versions":[
                  {"version":"1","state":"SERVING","bundle":"file:///b/","shards":"file:///s/","bundleFingerprint":"f"}]}]}""").model("clicks").orElseThrow();
        assertThat(model.pinned()).isFalse();
        assertThat(model.canary()).isNull();
        assertThat(model.versions().getFirst().memoryMode()).isEqualTo(MemoryMode.BESIDE);
        assertThat(model.versions().getFirst().holders()).isNull();
    }

    @Test
    void findsModelsAndVersionsByName() {
        RegistrySnapshot snapshot = Snapshots.of(4);
        ModelEntry model = snapshot.model("clicks").orElseThrow();
        assertThat(model.active()).isEqualTo(model.version("v4")).isPresent();
        assertThat(model.version("v5")).isEmpty();
        assertThat(snapshot.model("other")).isEmpty();
        assertThat(new ModelEntry("m", null, List.of()).active()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsVersionsLoadedUntilTheyAreGone(VersionState state) {
        assertThat(state.isLoadable()).isEqualTo(LOADED_STATES.contains(state));
    }

    @Test
    void refusesSettingsThatCannotWork() {
        Path file = Path.of("copy");
        Duration second = Duration.ofSeconds(1);
        URI url = URI.create("http://127.0.0.1:8888");
        assertThatThrownBy(() -> new RegistrySettings(URI.create("127.0.0.1"), file, second, second))
                .hasMessage("url: '127.0.0.1' (expected: an http or https URL)");
        assertThatThrownBy(() -> new RegistrySettings(url, file, Duration.ZERO, second))
                .hasMessage("pollInterval: PT0S (expected: a positive duration)");
        assertThatThrownBy(() -> new RegistrySettings(url, file, second, second.negated()))
                .hasMessage("timeout: PT-1S (expected: a positive duration)");
    }

    @Test
    void findsTheSnapshotBelowTheBaseUrl() {
        Path file = Path.of("copy");
        Duration second = Duration.ofSeconds(1);
        for (String base : List.of("http://host:1", "http://host:1/")) {
            assertThat(new RegistrySettings(URI.create(base), file, second, second).snapshotUrl())
                    .isEqualTo(URI.create("http://host:1/registry/v1/snapshot"));
        }
    }
}
