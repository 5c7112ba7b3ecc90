package dev.outrank.workbench.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What services say that they did. */
final class MeterReadingTests {

    private static final PrometheusText RANKING = new PrometheusText("""
            # HELP outrank_ranking_shard_lookup_seconds x
            outrank_ranking_shard_lookup_seconds_count{outcome="pooled",shard="embedding-0"} 12
            outrank_ranking_shard_lookup_seconds_count{outcome="failed",shard="embedding-1"} 3.0E1
            outrank_ranking_shard_lookup_seconds_sum{outcome="pooled",shard="embedding-1"} 900
            outrank_ranking_lookup_sent_bytes_total{shard="embedding-0"} 1000
            outrank_ranking_lookup_received_bytes_total{shard="embedding-0"} 2000
            outrank_ranking_stage_seconds_sum{model="m",stage="decode",version="1"} 0.5
            outrank_ranking_stage_seconds_sum{model="m",stage="network",version="1"} 7
            outrank_ranking_stage_seconds_sum{model="m",stage="shard.pool",version="1"} 4
            """);

    private static PrometheusText shard(double pool) {
        return new PrometheusText("outrank_embedding_stage_seconds_sum{stage=\"shard.pool\"} " + pool
                + "\noutrank_embedding_stage_seconds_sum{stage=\"shard.queue\"} 9\n");
    }

    @Test
    void addsUpWhatEveryShardDidAndNotWhatRankingWaitedFor() {
        MeterReading reading = MeterReading.of(List.of(shard(2), shard(3), RANKING));
        assertThat(reading).isEqualTo(new MeterReading(42, 3000, Map.of("decode", 0.5, "shard.pool", 5.0)));
    }

    @Test
    void takesPoolingFromRankingWhereThatPools() {
        assertThat(MeterReading.of(List.of(RANKING)).stageSeconds())
                .isEqualTo(Map.of("decode", 0.5, "shard.pool", 4.0));
    }

    @Test
    void saysWhatARequestTook() {
        MeterReading before = new MeterReading(10, 100, Map.of("decode", 1.0));
        MeterReading after = new MeterReading(30, 500, Map.of("decode", 2.0, "encode", 3.0));
        assertThat(after.since(before, 10)).isEqualTo(new MeterReading(2, 40, Map.of("decode", 0.1, "encode", 0.3)));
    }
}
