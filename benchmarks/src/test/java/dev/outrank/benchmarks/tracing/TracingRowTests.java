package dev.outrank.benchmarks.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TracingRowTests {

    @Test
    void takesRatiosWithinRoundsAndTheirMedian() {
        TracingRow row = TracingRow.of(ServiceMode.SINGULAR, List.of(103.0, 204.0, 99.0), List.of(100.0, 200.0, 100.0));

        assertThat(row.ratio()).isCloseTo(1.02, within(1e-9));
        assertThat(row.leastRatio()).isCloseTo(0.99, within(1e-9));
        assertThat(row.mostRatio()).isCloseTo(1.03, within(1e-9));
        assertThat(row.seenMicros()).isEqualTo(103);
        assertThat(row.unseenMicros()).isEqualTo(100);
        assertThat(row.line()).startsWith("singular ").contains("1.020 (0.990–1.030)");
    }
}
