package dev.outrank.telemetry;

import dev.outrank.testkit.meters.MeterRow;
import dev.outrank.testkit.meters.MeterSection;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MeterDocsTests {

    @Test
    void areWhatThePageSays() {
        MeterSection.of("shared")
                .requireTable(Arrays.stream(SharedMetric.values())
                        .map(meter -> new MeterRow(
                                meter.meterName(),
                                meter.kind().name(),
                                meter.unit(),
                                meter.tags(),
                                meter.description()))
                        .toList());
    }
}
