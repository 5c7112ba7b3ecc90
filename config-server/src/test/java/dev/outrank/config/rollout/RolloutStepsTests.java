package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.config.registry.InvalidFieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RolloutStepsTests {

    @Test
    void goesThroughTheDefaultsAndBackFromText() {
        assertThat(RolloutSteps.DEFAULT.percents()).containsExactly(1.0, 10.0, 50.0, 100.0);
        assertThat(RolloutSteps.parse(RolloutSteps.DEFAULT.text())).isEqualTo(RolloutSteps.DEFAULT);
        assertThat(RolloutSteps.parse("0.5,100").percent(0)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"100", "1", "10,5,100", "5,5,100", "0,100", "-1,100", "1,50", "NaN,100", "50,101", "1,100,100"})
    void refusesWhatDoesNotAscendToAll(String steps) {
        assertThatThrownBy(() -> RolloutSteps.parse(steps))
                .isInstanceOfSatisfying(InvalidFieldException.class, refused -> assertThat(refused.field())
                        .isEqualTo("steps"));
    }
}
