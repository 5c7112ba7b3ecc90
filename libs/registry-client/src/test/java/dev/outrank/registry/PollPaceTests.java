package dev.outrank.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PollPaceTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({"0.0, 900", "0.5, 1000", "1.0, 1100"})
    void waitsOneIntervalWithJitterAfterAnAnswer(double random, long millis) {
        assertThat(new PollPace(SECOND, () -> random).afterAnswer()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1, 250", "2, 500", "3, 1000", "4, 2000", "5, 4000", "6, 5000", "7, 5000", "1000000, 5000"})
    void doublesTheWaitUpToFiveIntervalsAfterFailures(int failures, long millis) {
        assertThat(new PollPace(SECOND, () -> 1.0).afterFailures(failures)).isEqualTo(Duration.ofMillis(millis));
        assertThat(new PollPace(SECOND, () -> 0.0).afterFailures(failures)).isEqualTo(Duration.ofMillis(millis / 2));
    }

    @Test
    void neverRetriesMoreSlowlyThanItPollsAtFirst() {
        Duration interval = Duration.ofMillis(20);
        assertThat(new PollPace(interval, () -> 1.0).afterFailures(1)).isEqualTo(interval);
    }

    @Test
    void staysPositiveWhenTheIntervalIsTiny() {
        assertThat(new PollPace(Duration.ofNanos(1), () -> 0.0).afterFailures(1))
                .isPositive();
    }
}
