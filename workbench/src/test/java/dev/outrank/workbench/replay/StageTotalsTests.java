package dev.outrank.workbench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class StageTotalsTests {

    @Test
    void averagesEachStageOverAllAnswers() {
        StageTotals totals = new StageTotals();
        totals.add("decode;dur=0.5, shard.pool;dur=1.5");
        totals.add("decode;dur=1.5,cache;desc=\"hit\", gateway; dur=2");
        assertThat(totals.meanMillis()).isEqualTo(Map.of("decode", 1.0, "shard.pool", 0.75, "gateway", 1.0));
    }

    @Test
    void leavesOutWhatIsNoStage() {
        StageTotals totals = new StageTotals();
        totals.add("");
        totals.add("decode;dur=fast, ;, total");
        assertThat(totals.meanMillis()).isEmpty();
    }
}
