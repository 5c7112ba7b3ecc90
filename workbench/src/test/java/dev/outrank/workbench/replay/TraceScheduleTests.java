package dev.outrank.workbench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TraceScheduleTests {

    @Test
    void beginsAgainOneMeanGapAfterTheLastRequest() {
        TraceSchedule schedule = new TraceSchedule(new long[] {100, 250, 600});
        assertThat(schedule.periodNanos()).isEqualTo(800);
        assertThat(LongStream.generate(schedule::next).limit(7))
                .containsExactly(100L, 250L, 600L, 900L, 1050L, 1400L, 1700L);
    }

    @Test
    void drawsExponentialGapsOfTheRate() {
        Schedule schedule = PreparedRequests.poisson(1000, 5);
        long[] times = LongStream.generate(schedule::next).limit(20_000).toArray();
        double[] gaps = new double[times.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = times[i + 1] - times[i];
        }
        double mean = Arrays.stream(gaps).average().orElse(0);
        // A share of 1/e is longer than the mean; the seed is fixed, so that nothing here is chance.
        double longer = Arrays.stream(gaps).filter(gap -> gap > 1e6).count() / (double) gaps.length;
        assertThat(mean).isCloseTo(1e6, within(3e4));
        assertThat(longer).isCloseTo(Math.exp(-1), within(0.01));
        assertThat(LongStream.generate(PreparedRequests.poisson(1000, 5)::next)
                        .limit(20_000)
                        .toArray())
                .containsExactly(times);
    }
}
