package dev.outrank.ranking.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.InvalidInputException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.telemetry.MeterKind;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
                StageTimings.none(),
                "embedding-2",
                List.of());
    }

    private static void count(VersionMetrics metrics) {
        metrics.answered(degraded(), StageTimings.none().with(Stage.GATHER, 5), 7_000);
    }

    @Test
    void keepsTheMetersOfAVersionThatWasRegisteredAnewWhenTheOldOneLeaves() {
        VersionMetrics old = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        count(old);
        VersionMetrics fresh = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        count(fresh);

        old.close();
        count(fresh);

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
    void countsHowRequestsEndedAndHowLongTheyTook() {
        VersionMetrics metrics = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        count(metrics);
        metrics.failed(new InvalidInputException("candidates: -1 (expected: at least 0)"), 1_000);
        metrics.failed(new RejectedExecutionException(), 2_000);
        metrics.failed(new IllegalStateException(), 3_000);
        metrics.cancelled(4_000);

        Map.of("degraded", 7, "caller", 1, "capacity", 2, "internal", 3, "cancelled", 4)
                .forEach((outcome, micros) -> {
                    assertThat(registry.get("outrank.ranking.requests")
                                    .tags("model", "tiny", "version", "1", "outcome", outcome)
                                    .counter()
                                    .count())
                            .as(outcome)
                            .isEqualTo(1);
                    assertThat(registry.get("outrank.ranking.request")
                                    .tags("model", "tiny", "version", "1", "outcome", outcome)
                                    .timer()
                                    .totalTime(TimeUnit.MICROSECONDS))
                            .as(outcome)
                            .isEqualTo(micros.doubleValue());
                });
        assertThat(registry.get("outrank.ranking.shard.last")
                        .tag("shard", "embedding-2")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void measuresTheRunsOfNets() {
        VersionMetrics metrics = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        metrics.batch(270);
        metrics.ran("user", 5_000);

        assertThat(registry.get("outrank.ranking.dense.batch").summary().max()).isEqualTo(270);
        assertThat(registry.get("outrank.ranking.dense.run")
                        .tag("net", "user")
                        .timer()
                        .totalTime(TimeUnit.MICROSECONDS))
                .isEqualTo(5);
    }

    @Test
    void hasEachMeterAsItIsDescribed() {
        VersionMetrics metrics = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        count(metrics);
        metrics.ran("user", 1);

        Map<String, RankingMetric> known = new HashMap<>();
        for (RankingMetric metric : RankingMetric.values()) {
            known.put(metric.meterName(), metric);
        }
        assertThat(registry.getMeters()).hasSizeGreaterThan(6).allSatisfy(meter -> {
            RankingMetric metric =
                    Objects.requireNonNull(known.get(meter.getId().getName()));
            assertThat(meter.getId().getDescription()).isEqualTo(metric.description());
            assertThat(meter.getId().getTags())
                    .extracting(Tag::getKey)
                    .containsExactlyInAnyOrderElementsOf(metric.tags());
            assertThat(meter.getId().getType()).isEqualTo(typeOf(metric.kind()));
        });
    }

    private static Meter.Type typeOf(MeterKind kind) {
        return switch (kind) {
            case TIMER -> Meter.Type.TIMER;
            case COUNTER -> Meter.Type.COUNTER;
            case GAUGE -> Meter.Type.GAUGE;
            case SUMMARY -> Meter.Type.DISTRIBUTION_SUMMARY;
        };
    }

    @Test
    void removesEveryMeterWithItsLastOwner() {
        VersionMetrics old = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        VersionMetrics fresh = new VersionMetrics(meters, new TrafficCounts(), "tiny", "1");
        VersionMetrics other = new VersionMetrics(meters, new TrafficCounts(), "tiny", "2");
        count(old);
        count(fresh);
        old.close();
        fresh.close();

        assertThat(registry.getMeters())
                .hasSize(Stage.values().length + 1)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("version")).isEqualTo("2"));
        other.close();
        assertThat(registry.getMeters()).isEmpty();
    }
}
