package dev.outrank.workbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteCountTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1000, 1000",
        "12B, 12",
        "1.5kB, 1500",
        "500MB, 500000000",
        "2 GB, 2000000000",
        "1TB, 1000000000000",
        "1KiB, 1024",
        "3MiB, 3145728",
        "64GiB, 68719476736",
        "0.5TiB, 549755813888",
        "9223372036854775807, 9223372036854775807"
    })
    void readsNumbersWithUnits(String text, long bytes) {
        assertThat(ByteCount.parse("limit", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GB", "-1", "1e9", "64gb", "1 GB a day", "9223372036854775808", "9000000TiB", "0x10"})
    void refusesWhatIsNoNumberOfBytes(String text) {
        assertThatThrownBy(() -> ByteCount.parse("limit", text))
                .isInstanceOf(CallerException.class)
                .hasMessageStartingWith("limit: '" + text + "' (expected: bytes below 2^63, such as 64GiB");
    }

    @Test
    void printsThreeDigitsOfTheLargestUnitThatFits() {
        assertThat(ByteCount.text(999)).isEqualTo("999 B");
        assertThat(ByteCount.text(1000)).isEqualTo("1.000 kB");
        assertThat(ByteCount.text(194_001_234_567.0)).isEqualTo("194.001 GB");
        assertThat(ByteCount.text(5e18)).isEqualTo("5000.000 PB");
    }
}
