package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTimeoutsTests {

    private final RequestTimeouts timeouts =
            new RequestTimeouts(Duration.ofHours(1), Map.of("slow", Duration.ofMinutes(90)), Duration.ofHours(2));

    @Test
    void takesTheDefaultWithoutAHeader() {
        assertThat(timeouts.deadline(null, "clicks").remaining())
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void takesTheModelsOwnDefaultWithoutAHeader() {
        assertThat(timeouts.deadline(null, "slow").remaining())
                .isBetween(Duration.ofMinutes(89), Duration.ofMinutes(90));
        assertThat(timeouts.deadline("600000", "slow").remaining())
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void takesTheHeaderUpToTheLimit() {
        assertThat(timeouts.deadline("600000", "clicks").remaining())
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(timeouts.deadline("999999999", "clicks").remaining())
                .isBetween(Duration.ofMinutes(119), Duration.ofHours(2));
    }

    @Test
    void takesZeroAsPassed() {
        assertThat(timeouts.deadline("0", "clicks").expired()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1s", "abc", "1000000000", " 5", "٣"})
    void refusesWhatIsNoNumberOfMilliseconds(String header) {
        assertThatThrownBy(() -> timeouts.deadline(header, "clicks"))
                .isInstanceOf(InvalidHeaderException.class)
                .hasMessage("X-Request-Timeout-Ms: '" + header
                        + "' (expected: a whole number of milliseconds, 0 to 999999999)");
    }

    @Test
    void refusesADefaultBeyondTheLimit() {
        assertThatThrownBy(() -> new RequestTimeouts(Duration.ofSeconds(3), Map.of(), Duration.ofSeconds(2)))
                .hasMessageContaining("byDefault: PT3S");
        assertThatThrownBy(() -> new RequestTimeouts(
                        Duration.ofSeconds(1), Map.of("slow", Duration.ofSeconds(3)), Duration.ofSeconds(2)))
                .hasMessageContaining("byModel.slow: PT3S");
    }
}
