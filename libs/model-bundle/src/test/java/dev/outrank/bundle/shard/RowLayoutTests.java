package dev.outrank.bundle.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowLayoutTests {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2, 2",
        "3, 4",
        "4, 4",
        "5, 8",
        "8, 8",
        "9, 16",
        "12, 16",
        "16, 16",
        "17, 32",
        "28, 32",
        "256, 256"
    })
    void alignsRows(long rowBytes, long stride) {
        assertThat(RowLayout.stride(rowBytes)).isEqualTo(stride);
    }

    @Test
    void refusesSizesBeyond64Bits() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> RowLayout.fileBytes(Long.MAX_VALUE / 16, 16));
    }
}
