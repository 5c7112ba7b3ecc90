package dev.outrank.workbench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.testkit.reference.Auc;
import dev.outrank.workbench.score.RankingQuality;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ScoreComparisonTests {

    @Test
    void findsTheWorstRelativeError() {
        assertThat(ScoreComparison.worstRelativeError(new double[] {1, 2.2, 3}, new double[] {1, 2, 3.1}))
                .isCloseTo(.1, within(1e-12));
    }

    @Test
    void takesMissingScoresForInfinitelyWrong() {
        assertThat(ScoreComparison.worstRelativeError(new double[1], new double[2]))
                .isInfinite();
        assertThat(ScoreComparison.worstRelativeError(new double[] {Double.NaN}, new double[] {1}))
                .isInfinite();
    }

    @Test
    void seesTheLastBit() {
        double score = .1;
        assertThat(ScoreComparison.bitIdentical(new double[] {score}, new double[] {score}))
                .isTrue();
        assertThat(ScoreComparison.bitIdentical(new double[] {score}, new double[] {Math.nextUp(score)}))
                .isFalse();
    }

    @Test
    void ranksAsTheDefinitionOfTheAreaDoes() {
        SplittableRandom random = new SplittableRandom(7);
        double[] scores =
                random.doubles(500).map(score -> Math.round(score * 50) / 50.0).toArray();
        boolean[] clicks = new boolean[scores.length];
        for (int i = 0; i < clicks.length; i++) {
            clicks[i] = random.nextDouble() < scores[i];
        }
        assertThat(RankingQuality.auc(scores, clicks)).isCloseTo(Auc.of(scores, clicks), within(1e-12));
    }

    @Test
    void refusesAnAreaWithoutClicks() {
        assertThatThrownBy(() -> RankingQuality.auc(new double[2], new boolean[2]))
                .hasMessageContaining("clicks: 0 of 2");
    }
}
