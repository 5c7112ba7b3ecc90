package dev.outrank.workbench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeakTests {

    @ParameterizedTest
    @CsvSource({"100, 100, 100", "100, 120, 110", "100, 80, 90", "100, 79, 100", "100, 0, 100"})
    void isTheMeanUnlessTheStackMayHaveBeenLeftSlow(double before, double behind, double expected) {
        assertThat(new Peak(before, behind).perSecond()).isEqualTo(expected);
    }
}
