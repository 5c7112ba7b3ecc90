package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.registry.report.ValueBuckets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScoreShiftTests {

    private static TrafficCounts scores(long requests, Map<Integer, Long> scores) {
        return new TrafficCounts(requests, 0, 0, BucketCounts.NONE, BucketCounts.of(scores));
    }

    /** Ten buckets with as many scores as {@code counts} says. */
    private static TrafficCounts tenths(long... counts) {
        Map<Integer, Long> scores = new HashMap<>();
        long requests = 0;
        for (int i = 0; i < counts.length; i++) {
            scores.put(ValueBuckets.of(0.25f) + i, counts[i]);
            requests += counts[i];
        }
        return scores(requests, scores);
    }

    @Test
    void isZeroBetweenLikes() {
        ScoreShift shift = ScoreShift.between(
                tenths(100, 100, 100, 100, 100, 100, 100, 100, 100, 100),
                tenths(10, 10, 10, 10, 10, 10, 10, 10, 10, 10));
        assertThat(shift.index()).isCloseTo(0, within(1e-12));
        assertThat(shift.bins()).isEqualTo(10);
        assertThat(shift.noise()).isCloseTo(9 * (1 / 1000.0 + 1 / 100.0), within(1e-12));
        assertThat(shift.shift()).isZero();
    }

    /** Two tenths have twice as many, four have half; by hand, with half a request more in each of the ten bins. */
    @Test
    void agreesWithTheFormula() {
        TrafficCounts stable = tenths(100, 100, 100, 100, 100, 100, 100, 100, 100, 100);
        TrafficCounts canary = tenths(200, 200, 50, 50, 50, 50, 100, 100, 100, 100);
        double more = 200.5 / 1005 - 100.5 / 1005;
        double less = 50.5 / 1005 - 100.5 / 1005;
        double expected = 2 * more * Math.log(200.5 / 100.5) + 4 * less * Math.log(50.5 / 100.5);
        assertThat(ScoreShift.between(stable, canary).index()).isCloseTo(expected, within(1e-12));
    }

    /** A χ² variate of 9 degrees exceeds 27.88 in 1 of 1,000 cases, as a normal one 3.0902. */
    @Test
    void knowsWhatChanceMakes() {
        assertThat(new ScoreShift(0, 10, 1).chance(3.0902)).isCloseTo(27.877, within(0.2));
        assertThat(new ScoreShift(0, 10, 0.5).chance(0)).isCloseTo(8.343 / 2, within(0.01));
    }

    /** What lies below, in and above a bucket with all of stable's scores is told apart. */
    @Test
    void seesAShiftFromScoresThatAreAllOne() {
        TrafficCounts stable = scores(300, Map.of(ValueBuckets.of(0.5f), 300L));
        TrafficCounts below = scores(100, Map.of(ValueBuckets.of(0.25f), 100L));
        TrafficCounts above = scores(100, Map.of(ValueBuckets.of(Float.NaN), 100L));
        assertThat(ScoreShift.between(stable, below).shift()).isGreaterThan(5);
        assertThat(ScoreShift.between(stable, above).shift()).isGreaterThan(5);
        assertThat(ScoreShift.between(stable, stable).index()).isZero();
    }

    @Test
    void saysNothingWithoutScores() {
        assertThat(ScoreShift.between(TrafficCounts.NONE, tenths(10, 20)).shift())
                .isZero();
        assertThat(ScoreShift.between(tenths(10, 20), scores(5, Map.of())).shift())
                .isZero();
    }
}
