package dev.outrank.workbench.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RowErrorsTests {

    @Test
    void findsLargestAndMeanErrorAndCosine() {
        RowErrors errors = new RowErrors();
        errors.add(new float[] {1, 0}, new float[] {1, 1});
        RowErrors others = new RowErrors();
        others.add(new float[] {3, 4}, new float[] {3, 4});
        errors.add(others);

        assertThat(errors.maxAbsolute()).isEqualTo(1);
        assertThat(errors.meanAbsolute()).isEqualTo(0.25);
        assertThat(errors.meanCosine()).isCloseTo((Math.sqrt(0.5) + 1) / 2, within(1e-12));
    }

    @Test
    void countsEqualRowsAsEqualWhenTheyHaveNoDirection() {
        RowErrors errors = new RowErrors();
        errors.add(new float[] {0, 0}, new float[] {0, 0});
        errors.add(new float[] {Float.NaN, Float.POSITIVE_INFINITY}, new float[] {Float.NaN, Float.POSITIVE_INFINITY});
        assertThat(errors.meanCosine()).isEqualTo(1);
        assertThat(errors.maxAbsolute()).isZero();

        errors.add(new float[] {0, 1}, new float[] {0, 0});
        assertThat(errors.meanCosine()).isCloseTo(2.0 / 3, within(1e-12));
    }
}
