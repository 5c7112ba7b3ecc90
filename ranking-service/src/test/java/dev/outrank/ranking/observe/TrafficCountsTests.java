package dev.outrank.ranking.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.InvalidInputException;
import dev.outrank.ranking.request.OverloadedException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ScoreTensor;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.registry.report.TrafficReport;
import dev.outrank.registry.report.ValueBuckets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TrafficCountsTests {

    private final TrafficCounts counts = new TrafficCounts();
    private final SharedMeters meters = new SharedMeters(new SimpleMeterRegistry());

    private VersionMetrics metrics(String version) {
        return new VersionMetrics(meters, counts, "tiny", version);
    }

    private static RankingAnswer answer(List<DefaultedTable> defaulted, ScoreTensor... outputs) {
        return new RankingAnswer("tiny", "1", 1, List.of(outputs), defaulted, List.of(), StageTimings.none());
    }

    private static RankingAnswer answer(int width, float... scores) {
        return answer(List.of(), new ScoreTensor("score", width, scores), new ScoreTensor("other", 1, new float[] {9}));
    }

    private TrafficReport only() {
        assertThat(counts.reports()).hasSize(1);
        return counts.reports().getFirst();
    }

    @Test
    void countsAnswersWithTheirTimesInMicroseconds() {
        VersionMetrics metrics = metrics("1");
        metrics.ranked(answer(1, 0.5f), 1_234_567);
        metrics.ranked(answer(1, 0.5f), 1_234_999);
        metrics.ranked(answer(List.of(new DefaultedTable("item", 2))), 80_000_000);

        assertThat(only())
                .isEqualTo(new TrafficReport(
                        "tiny",
                        "1",
                        3,
                        0,
                        1,
                        Map.of(ValueBuckets.of(1_234), 2L, ValueBuckets.of(80_000), 1L),
                        Map.of(ValueBuckets.of(0.5f), 2L)));
    }

    @Test
    void countsOnlyTheServicesFailures() {
        VersionMetrics metrics = metrics("1");
        metrics.unranked(new ShardUnavailableException("embedding-0: gone (expected: there)"));
        metrics.unranked(new DeadlineExceededException("deadline: passed (expected: time)"));
        metrics.unranked(new InternalException("net: broken (expected: scores)"));
        metrics.unranked(new IllegalStateException("a defect"));
        metrics.unranked(new InvalidInputException("ids: bad (expected: good)"));
        metrics.unranked(new OverloadedException("queue: full (expected: room)", Duration.ofSeconds(1)));
        metrics.unranked(new RejectedExecutionException("full"));

        assertThat(only()).isEqualTo(new TrafficReport("tiny", "1", 4, 4, 0, Map.of(), Map.of()));
    }

    @Test
    void countsNoMoreThan32EvenlySpacedScoresOfAnAnswer() {
        float[] scores = new float[3200];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i % 100 == 0 ? 1 + i / 100 : -1;
        }
        VersionMetrics metrics = metrics("1");
        metrics.ranked(answer(1, scores), 1);

        Map<Integer, Long> counted = only().scores();
        assertThat(counted.values().stream().mapToLong(count -> count).sum()).isEqualTo(32);
        assertThat(counted).doesNotContainKey(ValueBuckets.of(-1)).containsEntry(ValueBuckets.of(1), 1L);
        assertThat(counted).containsEntry(ValueBuckets.of(32), 1L);
    }

    @Test
    void countsTheFirstNumberOfEachRowOfTheFirstOutput() {
        metrics("1").ranked(answer(2, 1, 7, 2, 7, 3, 7), 1);
        assertThat(only().scores())
                .isEqualTo(Map.of(ValueBuckets.of(1), 1L, ValueBuckets.of(2), 1L, ValueBuckets.of(3), 1L));
    }

    @Test
    void countsScoresThatAreNoNumbers() {
        metrics("1").ranked(answer(1, Float.NaN, Float.POSITIVE_INFINITY), 1);
        assertThat(only().scores()).containsOnlyKeys(ValueBuckets.of(Float.NaN), ValueBuckets.COUNT - 1 - 7);
        assertThat(only().requests()).isEqualTo(1);
        assertThat(only().errors()).as("refused when it is written").isEqualTo(1);
    }

    @Test
    void countsAnAnswerInPartWithScoresThatAreNoNumbersAsAFailureAlone() {
        metrics("1")
                .ranked(
                        answer(
                                List.of(new DefaultedTable("item", 2)),
                                new ScoreTensor("score", 1, new float[] {Float.NaN})),
                        1);
        assertThat(only().errors()).isEqualTo(1);
        assertThat(only().degraded()).isZero();
    }

    @Test
    void goesOnCountingForAVersionThatIsLoadedAnewBeforeTheOldOneIsClosed() {
        VersionMetrics old = metrics("1");
        old.ranked(answer(1, 1), 1);
        VersionMetrics fresh = metrics("1");
        old.close();
        fresh.ranked(answer(1, 1), 1);

        assertThat(only().requests()).isEqualTo(2);
        fresh.close();
        assertThat(counts.reports()).isEmpty();
    }

    @Test
    void keepsVersionsApart() {
        metrics("1").ranked(answer(1, 1), 1);
        VersionMetrics second = metrics("2");

        assertThat(counts.reports()).extracting(TrafficReport::version).containsExactly("1", "2");
        assertThat(counts.reports()).extracting(TrafficReport::requests).containsExactly(1L, 0L);
        second.close();
        assertThat(only().version()).isEqualTo("1");
    }
}
