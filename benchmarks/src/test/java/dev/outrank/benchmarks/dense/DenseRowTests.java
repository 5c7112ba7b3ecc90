package dev.outrank.benchmarks.dense;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DenseRowTests {

    @Test
    void takesRatiosWithinRoundsWhenTheMachineIsUneven() {
        double[] float32 = {100, 50, 400};
        double[] int8 = {300, 200, 800};
        DenseRow row = DenseRow.of("drm1", 270, RuntimeOption.AS_RANKING, float32, int8, 0.01);
        assertThat(row).isEqualTo(new DenseRow("drm1", 270, "as_ranking", 100, 300, 3, 2, 4, 0.01));
        assertThat(row.line()).contains("as_ranking", "270", "3.00 (2.00 to 4.00)");
    }
}
