package dev.outrank.replica;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SettingsTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void refuseABreakerThatCouldNeverConclude() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(10, 11, 50, SECOND))
                .withMessage("breaker: minimum-calls 11 (expected: 1 to window, 10)");
        assertThatIllegalArgumentException().isThrownBy(() -> new BreakerSettings(10, 0, 50, SECOND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(10, 10, 101, SECOND))
                .withMessage("breaker: failure-percent 101 (expected: 1 to 100)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BreakerSettings(10, 10, 50, Duration.ZERO))
                .withMessage("breaker: open PT0S (expected: a time above 0)");
    }

    @Test
    void refuseAnEjectionOfEverybody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EjectionSettings(1, SECOND, 5, SECOND, SECOND, SECOND, 50))
                .withMessage("ejection: slow-factor 1.0 (expected: above 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EjectionSettings(Double.NaN, SECOND, 5, SECOND, SECOND, SECOND, 50));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EjectionSettings(2, SECOND, 0, SECOND, SECOND, SECOND, 50))
                .withMessage("ejection: minimum-calls 0 (expected: at least 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EjectionSettings(2, SECOND, 5, SECOND, SECOND, SECOND, 101))
                .withMessage("ejection: most-percent 101 (expected: 0 to 100)");
    }

    @Test
    void refuseTimesThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EjectionSettings(2, SECOND, 5, Duration.ZERO, SECOND, SECOND, 50))
                .withMessageStartingWith("ejection: slow-at-least PT1S, silent-after PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EjectionSettings(2, SECOND, 5, SECOND, SECOND, Duration.ofMillis(999), 50))
                .withMessage("ejection: longest PT0.999S (expected: at least first, PT1S)");
    }
}
