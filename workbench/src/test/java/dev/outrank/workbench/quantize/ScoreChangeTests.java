package dev.outrank.workbench.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class ScoreChangeTests {

    private static final Offset<Double> ROUNDING = within(1e-6);

    private static float[] ascending(int count) {
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            scores[i] = i + 1;
        }
        return scores;
    }

    @Test
    void findsLargestAndMeanChanges() {
        ScoreChange change = ScoreChange.of(List.of(
                new RequestChange(new float[] {0.5f, 0.25f}, new float[] {0.5f, 0.5f}, null),
                new RequestChange(new float[] {0, -1}, new float[] {0, -1.5f}, null)));
        assertThat(change.requests()).isEqualTo(2);
        assertThat(change.candidates()).isEqualTo(4);
        assertThat(change.max()).isCloseTo(0.5, ROUNDING);
        assertThat(change.mean()).isCloseTo(0.75 / 4, ROUNDING);
        assertThat(change.maxRelative()).isCloseTo(1, ROUNDING);
        assertThat(change.meanRelative()).isCloseTo(1.5 / 4, ROUNDING);
        assertThat(change.auc()).isNull();
        assertThat(change.bestKept()).isNull();
        // One of the two has equal scores only afterwards.
        assertThat(change.meanRankCorrelation()).isCloseTo(1, ROUNDING);
    }

    @Test
    void countsHowManyOfTheBestStay() {
        float[] before = ascending(20);
        float[] after = before.clone();
        after[19] = 0;
        after[18] = 0.5f;
        ScoreChange change = ScoreChange.of(List.of(
                new RequestChange(before, after, null),
                new RequestChange(before, before, null),
                new RequestChange(ascending(10), ascending(10), null)));
        assertThat(change.bestKept()).isCloseTo((0.8 + 1) / 2, ROUNDING);
    }

    @Test
    void measuresAucWhenAllRequestsHaveClicks() {
        boolean[] clicks = {true, false};
        RequestChange turned = new RequestChange(new float[] {2, 1}, new float[] {1, 2}, clicks);
        AucChange auc = Objects.requireNonNull(ScoreChange.of(List.of(turned)).auc());
        assertThat(auc).isEqualTo(new AucChange(1, 0));
        assertThat(ScoreChange.of(List.of(turned, new RequestChange(ascending(2), ascending(2), null)))
                        .auc())
                .isNull();
        assertThat(ScoreChange.of(List.of(new RequestChange(ascending(2), ascending(2), new boolean[2])))
                        .auc())
                .isNull();
    }

    @Test
    void saysOnlyWhatExists() {
        assertThat(ScoreChange.of(List.of()).lines())
                .containsExactly("scores of 0 requests, 0 candidates: max change 0.00e+00, mean 0.00e+00;"
                        + " relative max 0.00e+00, mean 0.00e+00");
    }
}
