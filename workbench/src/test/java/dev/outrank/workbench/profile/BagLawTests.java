package dev.outrank.workbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BagLawTests {

    /** u and v of so many steps each. */
    private static final int STEPS = 1000;

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.5, 0.77, 1, 6.5, 12.84})
    void hasTheMomentsOfTheDrawnLengths(double mean) {
        BagLaw law = new BagLaw(mean, false);
        double sum = 0;
        double squares = 0;
        int[] atMost = new int[4];
        for (int u = 0; u < STEPS; u++) {
            for (int v = 0; v < STEPS; v++) {
                double length = Math.floor(2 * mean * (u + 0.5) / STEPS + (v + 0.5) / STEPS);
                sum += length;
                squares += length * length;
                for (int k = (int) length; k < atMost.length; k++) {
                    atMost[k]++;
                }
            }
        }
        double draws = (double) STEPS * STEPS;
        assertThat(sum / draws).isCloseTo(mean, within(1e-3));
        assertThat(law.variance()).isCloseTo(squares / draws - mean * mean, within(3e-3 * (1 + mean)));
        for (int k = 0; k < atMost.length; k++) {
            assertThat(law.atMost(k)).as("at most " + k).isCloseTo(atMost[k] / draws, within(1e-3));
        }
        assertThat(law.atMost(-1)).isZero();
        assertThat(law.atMost(2 * mean + 1)).isEqualTo(1);
    }

    @Test
    void hasOneLengthWhenFixed() {
        BagLaw law = new BagLaw(4, true);
        assertThat(law.variance()).isZero();
        assertThat(law.atMost(3.9)).isZero();
        assertThat(law.atMost(4)).isEqualTo(1);
    }
}
