package dev.outrank.ranking.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionMetricsTests {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final SharedMeters meters = new SharedMeters(registry);

    private static RankingAnswer degraded() {
        return new RankingAnswer(
                "tiny",
                "1",
                0,
                List.of(),
                List.of(new DefaultedTable("item", 3)),
                List.of("embedding-1"),
                StageTimings.none().with(Stage.GATHER, 5));
    }

    @Test
    void keepsTheMetersOfAVersionThatWasRegisteredAnewWhenTheOldOneLeaves() {
        VersionMetrics old = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        old.answered(degraded(), 1);
        VersionMetrics fresh = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        fresh.answered(degraded(), 1);

        old.close();
        fresh.answered(degraded(), 1);

        assertThat(registry.get("outrank.ranking.stage")
                        .tag("stage", "gather")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get("outrank.ranking.requests").counter().count()).isEqualTo(3);
        assertThat(registry.get("outrank.ranking.defaulted.ids").counter().count())
                .isEqualTo(9);
        assertThat(registry.get("outrank.ranking.lost.lookups")
                        .tag("shard", "embedding-1")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void removesEveryMeterWithItsLastOwner() {
        VersionMetrics old = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        VersionMetrics fresh = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        VersionMetrics other = new VersionMetrics(meters, new TrafficCounts(), "tiny", "2");
        old.answered(degraded(), 1);
        fresh.answered(degraded(), 1);
        old.close();
        fresh.close();

        assertThat(registry.getMeters())
                .hasSize(Stage.values().length)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("version")).isEqualTo("2"));
        other.close();
        assertThat(registry.getMeters()).isEmpty();
    }
}
