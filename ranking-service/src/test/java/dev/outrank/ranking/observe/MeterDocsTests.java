package dev.outrank.ranking.observe;

import dev.outrank.telemetry.DocumentedMeter;
import dev.outrank.testkit.meters.MeterRow;
import dev.outrank.testkit.meters.MeterSection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pins what dashboards and alerts name: {@code docs/metrics.md}. */
public final class MeterDocsTests {

    /** Returns what the service documents. */
    public static List<MeterRow> meters() {
        return Arrays.stream(RankingMetric.values()).map(MeterDocsTests::row).toList();
    }

    /** Returns a meter as it is documented. */
    public static MeterRow row(DocumentedMeter meter) {
        return new MeterRow(meter.meterName(), meter.kind().name(), meter.unit(), meter.tags(), meter.description());
    }

    @Test
    void areWhatThePageSays() {
        MeterSection.of("ranking").requireTable(meters());
    }
}
