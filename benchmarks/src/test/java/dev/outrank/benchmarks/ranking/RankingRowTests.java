package dev.outrank.benchmarks.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.benchmarks.ranking.RankingRow.Round;
import dev.outrank.benchmarks.ranking.RankingRow.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RankingRowTests {

    private static Round round(double service, double bare, double dense) {
        return new Round(
                new ProcessCost(service, service * 2, service * 3),
                new ProcessCost(bare, 0, 0),
                new ProcessCost(dense, 0, 0));
    }

    @Test
    void takesRatiosWithinRoundsAndTheirMedian() {
        RankingRow row = RankingRow.of(
                new Subject("m", "int8", 270),
                "http",
                "json",
                1_000,
                List.of(round(100, 50, 40), round(300, 100, 60), round(120, 120, 90)));

        assertThat(row.ratio()).isEqualTo(2);
        assertThat(row.leastRatio()).isEqualTo(1);
        assertThat(row.mostRatio()).isEqualTo(3);
        assertThat(row.cpuMicros()).isEqualTo(120);
        assertThat(row.heapBytes()).isEqualTo(240);
        assertThat(row.denseShare()).isEqualTo(0.4);
        assertThat(row.line()).startsWith("m ").contains("2.000 (1.000 to 3.000)");
    }
}
