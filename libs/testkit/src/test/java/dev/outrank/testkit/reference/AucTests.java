package dev.outrank.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class AucTests {

    @Test
    void isOneWhenEveryClickRanksAbove() {
        assertThat(Auc.of(new double[] {.9, .1, .8}, new boolean[] {true, false, true}))
                .isEqualTo(1);
    }

    @Test
    void countsTheShareOfOrderedPairs() {
        // Pairs of (click, no click): .4 above .1 and .3, below .5; .2 above .1 only.
        assertThat(Auc.of(new double[] {.4, .1, .2, .3, .5}, new boolean[] {true, false, true, false, false}))
                .isEqualTo(.5);
    }

    @Test
    void countsATieOneHalf() {
        assertThat(Auc.of(new double[] {.5, .5}, new boolean[] {true, false})).isEqualTo(.5);
    }

    @Test
    void refusesWhenNobodyClicked() {
        assertThatThrownBy(() -> Auc.of(new double[] {.5, .5}, new boolean[2]))
                .hasMessageContaining("clicks: all alike");
    }
}
