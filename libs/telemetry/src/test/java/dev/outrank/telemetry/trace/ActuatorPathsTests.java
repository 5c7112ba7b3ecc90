package dev.outrank.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActuatorPathsTests {

    private final ActuatorPaths paths = new ActuatorPaths("/actuator");

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/health/liveness", "/actuator/prometheus", "/livez", "/readyz"})
    void containsWhatIsAskedForByThoseWhoLookAfterAService(String path) {
        assertThat(paths.contains(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v2/models/clicks/infer", "/v1/models/actuator:rank", "/actuators", "/livezz"})
    void containsNoRequest(String path) {
        assertThat(paths.contains(path)).isFalse();
    }
}
