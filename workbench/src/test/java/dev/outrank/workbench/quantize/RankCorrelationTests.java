package dev.outrank.workbench.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RankCorrelationTests {

    private static final Offset<Double> ROUNDING = within(1e-12);

    @Test
    void isOneWhenTheOrderIsTheSameAndMinusOneWhenItIsReversed() {
        float[] scores = {0.1f, 0.7f, 0.3f, 0.9f};
        assertThat(RankCorrelation.spearman(scores, new float[] {1, 3, 2, 400})).isCloseTo(1, ROUNDING);
        assertThat(RankCorrelation.spearman(scores, new float[] {-1, -3, -2, -4}))
                .isCloseTo(-1, ROUNDING);
    }

    /** As scipy.stats.spearmanr has it. */
    @Test
    void sharesRanksWhenScoresAreEqual() {
        assertThat(RankCorrelation.spearman(new float[] {1, 2, 2, 3}, new float[] {1, 3, 2, 4}))
                .isCloseTo(0.9486832980505138, ROUNDING);
    }

    @Test
    void isNoNumberWhenOneSideHasNoOrder() {
        assertThat(RankCorrelation.spearman(new float[] {1, 1}, new float[] {1, 2}))
                .isNaN();
        assertThat(RankCorrelation.spearman(new float[] {1}, new float[] {2})).isNaN();
    }
}
