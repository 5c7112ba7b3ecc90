package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.registry.report.ValueBuckets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CanaryJudgeTests {

    private final CanaryJudge judge = new CanaryJudge(CanaryBounds.DEFAULTS);

    private static TrafficCounts counts(long requests, long errors, long degraded, float latencyMicros, float score) {
        long answers = requests - errors;
        return new TrafficCounts(
                requests,
                errors,
                degraded,
                BucketCounts.of(Map.of(ValueBuckets.of(latencyMicros), answers)),
                BucketCounts.of(Map.of(ValueBuckets.of(score), answers)));
    }

    private static TrafficCounts good(long requests) {
        return counts(requests, 0, 0, 8000, 0.5f);
    }

    private String reason(TrafficCounts stable, TrafficCounts canary) {
        return judge.judge(stable, canary) instanceof Verdict.RollBack(String reason) ? reason : "none";
    }

    @Test
    void goesOnWithOneThatIsAsStable() {
        assertThat(judge.judge(good(100), good(100))).isEqualTo(new Verdict.GoOn());
    }

    @Test
    void waitsForEnoughRequests() {
        assertThat(judge.judge(good(300), good(99))).isEqualTo(new Verdict.NotEnough("99 of 100 requests"));
        assertThat(judge.judge(TrafficCounts.NONE, TrafficCounts.NONE)).isInstanceOf(Verdict.NotEnough.class);
    }

    @Test
    void waitsForEnoughRequestsOfStable() {
        assertThat(judge.judge(good(99), good(300))).isEqualTo(new Verdict.NotEnough("99 of 100 requests of stable"));
        assertThat(judge.judge(TrafficCounts.NONE, good(300)))
                .isEqualTo(new Verdict.NotEnough("0 of 100 requests of stable"));
    }

    @Test
    void rollsBackFailuresWithTheNumbers() {
        assertThat(reason(good(450), counts(150, 15, 0, 8000, 0.5f)))
                .matches(
                        "error rate: 10\\.00 %, 15 of 150 requests, surely [0-9.]+ % above stable's 0\\.00 % \\(expected: at most 1\\.00 % above it\\)");
        assertThat(reason(good(450), counts(150, 0, 15, 8000, 0.5f))).startsWith("degraded rate: 10.00 %");
    }

    @Test
    void takesFailuresThatStableHasToo() {
        assertThat(judge.judge(counts(450, 45, 45, 8000, 0.5f), counts(150, 15, 15, 8000, 0.5f)))
                .isEqualTo(new Verdict.GoOn());
    }

    @Test
    void rollsBackOneThatFailsAlwaysBeforeThereAreManyRequests() {
        assertThat(reason(good(60), counts(5, 5, 0, 8000, 0.5f))).startsWith("error rate: 100.00 %");
        assertThat(reason(TrafficCounts.NONE, counts(20, 20, 0, 8000, 0.5f))).startsWith("error rate: 100.00 %");
    }

    @Test
    void takesFewFailures() {
        assertThat(judge.judge(good(300), counts(100, 4, 0, 8000, 0.5f))).isEqualTo(new Verdict.GoOn());
    }

    @Test
    void rollsBackSlowAnswersWithTheNumbers() {
        assertThat(reason(good(450), counts(150, 0, 0, 16_000, 0.5f)))
                .matches(
                        "latency: 150 of 150 answers above 9\\.9 ms \\(expected: at most 50\\.00 %, as of stable's above its P50, 7\\.9 ms\\)");
    }

    /** Half a millisecond is twice as much, and nobody feels it. */
    @Test
    void takesASlowdownThatNobodyFeels() {
        assertThat(judge.judge(counts(450, 0, 0, 500, 0.5f), counts(150, 0, 0, 1000, 0.5f)))
                .isEqualTo(new Verdict.GoOn());
    }

    @Test
    void rollsBackALongTailThatTheMedianDoesNotShow() {
        TrafficCounts tail = new TrafficCounts(
                300,
                0,
                0,
                BucketCounts.of(Map.of(ValueBuckets.of(8000), 270L, ValueBuckets.of(80_000), 30L)),
                BucketCounts.NONE);
        assertThat(reason(good(900), tail))
                .startsWith("latency: 30 of 300 answers")
                .contains("P99");
    }

    @Test
    void rollsBackOtherScoresWithTheNumbers() {
        assertThat(reason(good(450), counts(150, 0, 0, 8000, 0.9f)))
                .matches(
                        "scores: population stability index [0-9.]+ over 150 requests, of which chance makes [0-9.]+ at most \\(expected: at most 0\\.20 beside that\\)");
    }

    @Test
    void comparesLatenciesAndScoresOnlyWithEnoughOfBoth() {
        assertThat(judge.judge(good(19), counts(150, 0, 0, 80_000, 0.9f))).isInstanceOf(Verdict.NotEnough.class);
        assertThat(judge.judge(good(450), counts(19, 0, 0, 80_000, 0.9f))).isInstanceOf(Verdict.NotEnough.class);
        assertThat(reason(good(450), counts(20, 0, 0, 80_000, 0.5f))).startsWith("latency: 20 of 20 answers");
    }

    @Test
    void comparesNoEarlierWhereAStepIsPassedWithFewer() {
        CanaryJudge hasty = new CanaryJudge(new CanaryBounds(0.01, 0.01, 1.25, 0.2, 5));
        assertThat(hasty.judge(good(450), counts(19, 0, 0, 80_000, 0.9f))).isEqualTo(new Verdict.GoOn());
        assertThat(hasty.judge(good(450), counts(20, 0, 0, 80_000, 0.9f))).isInstanceOf(Verdict.RollBack.class);
    }
}
