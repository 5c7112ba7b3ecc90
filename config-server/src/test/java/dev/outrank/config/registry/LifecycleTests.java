package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.VersionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LifecycleTests {

    private static RegistryVersion version(VersionState state) {
        return new RegistryVersion(
                1L,
                "clicks",
                "v1",
                state,
                "file:///b/",
                "file:///s/",
                "ab".repeat(32),
                MemoryMode.BESIDE,
                null,
                null,
                3,
                null);
    }

    @ParameterizedTest
    @EnumSource(names = {"REGISTERED", "FAILED"})
    void loadsWhatIsNotLoaded(VersionState state) {
        assertThat(Lifecycle.load(version(state))).isEqualTo(VersionState.LOADING);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOADING", "READY", "SERVING"})
    void leavesWhatIsLoadedAsItIs(VersionState state) {
        assertThat(Lifecycle.load(version(state))).isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(names = {"RETIRING", "RETIRED"})
    void refusesToLoadWhatIsGivenUp(VersionState state) {
        assertThatThrownBy(() -> Lifecycle.load(version(state)))
                .isInstanceOf(ConflictException.class)
                .hasMessage("state of version 'v1' of model 'clicks': " + state
                        + " (expected: REGISTERED or FAILED, to be loaded; register the files as a new version)");
    }

    @ParameterizedTest
    @EnumSource(names = {"READY", "SERVING"})
    void activatesWhatIsReady(VersionState state) {
        assertThat(Lifecycle.activate(version(state), false)).isEqualTo(VersionState.SERVING);
    }

    @ParameterizedTest
    @EnumSource(names = {"REGISTERED", "LOADING"})
    void activatesWhatIsNotReadyAsTheFirstAlone(VersionState state) {
        assertThat(Lifecycle.activate(version(state), true)).isEqualTo(VersionState.SERVING);
        assertThatThrownBy(() -> Lifecycle.activate(version(state), false))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("load it, and wait until it is");
    }

    @ParameterizedTest
    @EnumSource(names = {"RETIRING", "RETIRED", "FAILED"})
    void refusesToActivateWhatIsGone(VersionState state) {
        assertThatThrownBy(() -> Lifecycle.activate(version(state), true))
                .isInstanceOf(ConflictException.class)
                .hasMessage(
                        "state of version 'v1' of model 'clicks': " + state + " (expected: READY, to be activated)");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "READY")
    void triesOnlyWhatIsReady(VersionState state) {
        assertThatThrownBy(() -> Lifecycle.requireTriable(version(state))).isInstanceOf(ConflictException.class);
        assertThatCode(() -> Lifecycle.requireTriable(version(VersionState.READY)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SERVING", "RETIRED"})
    void retiresWhatDoesNotServe(VersionState state) {
        assertThat(Lifecycle.retire(version(state), false)).isEqualTo(VersionState.RETIRING);
    }

    @Test
    void leavesWhatIsRetiredAsItIs() {
        assertThat(Lifecycle.retire(version(VersionState.RETIRED), false)).isEqualTo(VersionState.RETIRED);
    }

    @Test
    void refusesToRetireWhatRequestsGoTo() {
        assertThatThrownBy(() -> Lifecycle.retire(version(VersionState.SERVING), false))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("activate another version of the model first");
        assertThatThrownBy(() -> Lifecycle.retire(version(VersionState.READY), true))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("end the canary first");
    }
}
