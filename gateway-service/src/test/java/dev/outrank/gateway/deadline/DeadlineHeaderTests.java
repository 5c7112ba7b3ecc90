package dev.outrank.gateway.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadlineHeaderTests {

    private static final DeadlineProperties PROPERTIES = new DeadlineProperties(
            Duration.ofMillis(500), Duration.ofMillis(2000), Duration.ZERO, Map.of("clicks", Duration.ofMillis(100)));

    @ParameterizedTest
    @CsvSource({"1,1", "500,500", "' 70 ',70", "1999,1999", "2000,2000", "2001,2000", "9223372036854775807,2000"})
    void grantsTheCallersWishUpToTheMaximum(String header, long millis) {
        assertThat(DeadlineHeader.budget(header, null, PROPERTIES)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void grantsTheDefaultWhenThereIsNoHeader() {
        assertThat(DeadlineHeader.budget(null, null, PROPERTIES)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void grantsTheModelsDefaultWhenThereIsNoHeader() {
        assertThat(DeadlineHeader.budget(null, "clicks", PROPERTIES)).isEqualTo(Duration.ofMillis(100));
        assertThat(DeadlineHeader.budget(null, "other", PROPERTIES)).isEqualTo(Duration.ofMillis(500));
        assertThat(DeadlineHeader.budget("700", "clicks", PROPERTIES)).isEqualTo(Duration.ofMillis(700));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "1s", "soon", "9223372036854775808", "0x10"})
    void refusesWhatIsNotAWholeNumberAboveZero(String header) {
        assertThatThrownBy(() -> DeadlineHeader.budget(header, null, PROPERTIES))
                .isInstanceOf(InvalidTimeoutException.class)
                .hasMessage("X-Request-Timeout-Ms: " + header + " (expected: a whole number of milliseconds > 0)");
    }

    @Test
    void quotesOnlyTheBeginningOfALongValue() {
        assertThatThrownBy(() -> DeadlineHeader.budget("9".repeat(5000), null, PROPERTIES))
                .hasMessageContaining("9".repeat(32) + "…");
    }
}
