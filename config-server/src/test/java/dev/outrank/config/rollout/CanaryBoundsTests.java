package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.config.registry.InvalidFieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanaryBoundsTests {

    @Test
    void hasTheseDefaults() {
        assertThat(CanaryBounds.DEFAULTS).isEqualTo(new CanaryBounds(0.01, 0.01, 1.25, 0.2, 100));
    }

    @ParameterizedTest
    @CsvSource({
        "errorRate, -0.1, 0, 1, 1, 1",
        "errorRate, NaN, 0, 1, 1, 1",
        "degradedRate, 0, 1.1, 1, 1, 1",
        "latencyFactor, 0, 0, 0.9, 1, 1",
        "scoreShift, 0, 0, 1, 0, 1",
        "minRequests, 0, 0, 1, 1, 0"
    })
    void namesTheFieldThatCannotBe(
            String field, double errors, double degraded, double latency, double scores, long requests) {
        assertThatThrownBy(() -> new CanaryBounds(errors, degraded, latency, scores, requests))
                .isInstanceOfSatisfying(InvalidFieldException.class, refused -> assertThat(refused.field())
                        .isEqualTo("bounds." + field))
                .hasMessageContaining("(expected: ");
    }
}
