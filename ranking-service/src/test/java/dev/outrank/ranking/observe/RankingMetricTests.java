package dev.outrank.ranking.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.telemetry.MeterKind;
import org.junit.jupiter.api.Test;

class RankingMetricTests {

    @Test
    void hasAMeterNameOfThisServiceEach() {
        assertThat(RankingMetric.values())
                .extracting(RankingMetric::meterName)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("outrank\\.ranking(\\.[a-z]+)+"));
    }

    @Test
    void isDescribedInASentenceWithoutItsFullStop() {
        assertThat(RankingMetric.values())
                .extracting(RankingMetric::description)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.matches("[A-Z].{20,}[^.]"));
    }

    @Test
    void measuresTimeInSecondsAndNothingElse() {
        assertThat(RankingMetric.values())
                .allMatch(metric ->
                        (metric.kind() == MeterKind.TIMER) == metric.unit().equals("seconds"));
    }

    @Test
    void hasNoTagOfRequestsOrWhatIsInThem() {
        assertThat(RankingMetric.values())
                .flatExtracting(RankingMetric::tags)
                .containsOnly(
                        "model", "version", "outcome", "stage", "shard", "table", "net", "state", "limit", "priority");
    }
}
