package dev.outrank.workbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeSpanTests {

    @ParameterizedTest
    @CsvSource({"0s, 0", "5ns, 5", "250us, 250000", "1.5ms, 1500000", "20 s, 20000000000", "2min, 120000000000"})
    void readsSpansWithUnits(String text, long nanos) {
        assertThat(TimeSpan.parseNanos("limit", text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "ms", "-1ms", "1 hour", "1e3s", "999999999999min"})
    void refusesWhatIsNoSpan(String text) {
        assertThatThrownBy(() -> TimeSpan.parseNanos("limit", text))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith("limit: '" + text + "' (expected: a span of time, such as 250us");
    }

    @Test
    void printsMillisecondsOrMicroseconds() {
        assertThat(TimeSpan.text(0)).isEqualTo("0.0 us");
        assertThat(TimeSpan.text(999_900)).isEqualTo("999.9 us");
        assertThat(TimeSpan.text(1_234_567)).isEqualTo("1.235 ms");
        assertThat(TimeSpan.text(Double.POSITIVE_INFINITY)).isEqualTo("never");
    }
}
