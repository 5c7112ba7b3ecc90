package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.rollout.SimulatedVersion.Behaviour;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looking each second amounts to: 400 rollouts of each kind, with fixed seeds, at 20 requests in a second. */
final class SimulatedRolloutTests {

    private static final int ROLLOUTS = 400;
    /** 1 of 200. */
    private static final long FALSELY_ROLLED_BACK = 2;

    private static final int THREE_MINUTES = 180;
    private static final double QUARTER = 0.25;

    private final CanaryJudge judge = new CanaryJudge(CanaryBounds.DEFAULTS);

    private long rolledBack(double share, Behaviour stable, Behaviour canary, int seconds) {
        return LongStream.range(0, ROLLOUTS)
                .filter(seed ->
                        new SimulatedRollout(share, stable, canary, seed).rolledBackAfter(seconds, judge) <= seconds)
                .count();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.25, 0.5})
    void keepsAGoodOne(double share) {
        assertThat(rolledBack(share, Behaviour.GOOD, Behaviour.GOOD, THREE_MINUTES))
                .isLessThanOrEqualTo(FALSELY_ROLLED_BACK);
    }

    /** One in a hundred fails and one in a hundred is answered in part, of both; latencies are twice and half as wide as usual. */
    @ParameterizedTest
    @CsvSource({"0.1, 0.15", "0.1, 0.6", "0.5, 0.15", "0.5, 0.6"})
    void keepsOneThatIsNoBetterThanStable(double share, double latencySpread) {
        Behaviour poor = Behaviour.GOOD.failing(0.01).degraded(0.01).spread(latencySpread);
        assertThat(rolledBack(share, poor, poor, THREE_MINUTES)).isLessThanOrEqualTo(FALSELY_ROLLED_BACK);
    }

    private static void assertMostOf(long found, double share) {
        assertThat(found).isGreaterThanOrEqualTo((long) (share * ROLLOUTS));
    }

    @Test
    void findsHalfAsMuchLatencyAgainWithinHalfAMinute() {
        Behaviour slow = Behaviour.GOOD.slower(1.5);
        assertMostOf(rolledBack(QUARTER, Behaviour.GOOD, slow, 30), 0.95);
    }

    @Test
    void findsTwiceTheLatencyWithinHalfAMinuteAlsoWhereItIsWidelySpread() {
        Behaviour wide = Behaviour.GOOD.spread(0.6);
        assertMostOf(rolledBack(QUARTER, wide, wide.slower(2), 30), 0.97);
    }

    /** In half a minute a canary with a quarter of the requests has 150, of which 7.5 fail on average, but in one of four runs 5 at most. */
    @Test
    void findsOneFailureInTwentyMostlyWithinHalfAMinuteAndNearlyAlwaysWithinTwoMinutes() {
        Behaviour failing = Behaviour.GOOD.failing(0.05);
        assertMostOf(rolledBack(QUARTER, Behaviour.GOOD, failing, 30), 0.65);
        assertMostOf(rolledBack(QUARTER, Behaviour.GOOD, failing, 120), 0.99);
    }

    @Test
    void findsOneFailureInTenWithinHalfAMinute() {
        assertMostOf(rolledBack(QUARTER, Behaviour.GOOD, Behaviour.GOOD.failing(0.1), 30), 0.98);
        assertMostOf(rolledBack(QUARTER, Behaviour.GOOD, Behaviour.GOOD.degraded(0.1), 30), 0.98);
    }

    @Test
    void findsScoresThatAreOneStandardDeviationOffWithinHalfAMinute() {
        assertMostOf(rolledBack(QUARTER, Behaviour.GOOD, Behaviour.GOOD.scoring(0), 30), 1);
    }

    @Test
    void findsOneThatAlwaysFailsWithinTenSecondsAtATenth() {
        assertMostOf(rolledBack(0.1, Behaviour.GOOD, Behaviour.GOOD.failing(1), 10), 1);
    }
}
