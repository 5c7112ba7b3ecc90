package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.registry.VersionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LifecycleTests {

    private static RegistryVersion version(VersionState state) {
        return new RegistryVersion(1L, "clicks", "v1", state, "file:///b/", "file:///s/", "ab".repeat(32));
    }

    @ParameterizedTest
    @EnumSource(names = {"REGISTERED", "LOADING", "READY", "SERVING"})
    void activatesWhatIsNotOnItsWayOut(VersionState state) {
        assertThat(Lifecycle.activate(version(state))).isEqualTo(version(VersionState.SERVING));
    }

    @ParameterizedTest
    @EnumSource(names = {"RETIRING", "RETIRED", "FAILED"})
    void refusesToActivateWhatIsGone(VersionState state) {
        assertThatThrownBy(() -> Lifecycle.activate(version(state)))
                .isInstanceOf(ConflictException.class)
                .hasMessage("state of version 'v1' of model 'clicks': " + state
                        + " (expected: REGISTERED or READY, to be activated)");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SERVING")
    void retiresWhatDoesNotServe(VersionState state) {
        assertThat(Lifecycle.retire(version(state))).isEqualTo(version(VersionState.RETIRED));
    }

    @Test
    void refusesToRetireTheActiveOne() {
        assertThatThrownBy(() -> Lifecycle.retire(version(VersionState.SERVING)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("activate another version of the model first");
    }

    @Test
    void keepsTheSupersededOneReady() {
        assertThat(Lifecycle.supersede(version(VersionState.SERVING))).isEqualTo(version(VersionState.READY));
    }
}
