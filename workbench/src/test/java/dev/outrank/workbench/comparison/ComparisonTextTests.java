package dev.outrank.workbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTextTests {

    @Test
    void printsOneRowAStrategyAndCountAndWhatIsBest() {
        List<String> lines = ComparisonText.lines(ComparisonReports.small());
        assertThat(lines)
                .containsExactly(
                        "strategy  shards  bytes max/mean  lookups max/mean  RPCs  wire kB  P50 ms  P99 ms  CPU ms  busiest %  ranking  processes  memory GB",
                        "singular       1           1.020             1.500  2.00      4.1   1.000   2.000   0.900       25.0        1          3      3.005",
                        "capacity       2           1.020             1.500  2.00      4.1   0.800   1.500   1.000       25.0        1          3      3.005",
                        "capacity       4           1.020             1.500  2.00      4.1   never   never   1.100       25.0        1          3      3.005",
                        "nsbp           2               -                 -     -        -       -       -       -          -        -          -          -  shards: 2 (expected: at least 3 of the nets [a<b, c])",
                        "Least P99: capacity on 2 shards, 1.500 ms, 0.750 times that of singular.",
                        "Least CPU a request: singular, 900.0 us.",
                        "Least CPU a request of several shards: capacity on 2 shards, 1.000 ms, 1.111 times that of singular.");
    }

    @Test
    void shortensReasonsThatAreLong() {
        ComparisonReport report = ComparisonReports.small();
        ComparisonReport refused = new ComparisonReport(
                report.formatVersion(),
                report.inputs(),
                List.of(new ComparisonRow("load", 2, null, "no ".repeat(100))));
        assertThat(ComparisonText.lines(refused).get(1)).endsWith("no no ...").hasSizeLessThan(250);
    }
}
