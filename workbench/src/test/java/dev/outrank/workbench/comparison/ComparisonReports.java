package dev.outrank.workbench.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison in which everything occurs: figures, a refusal, a queue that never settles, and texts that are no HTML. */
final class ComparisonReports {

    private ComparisonReports() {}

    static ComparisonReport small() {
        return new ComparisonReport(
                ComparisonReport.FORMAT_VERSION,
                new ComparisonInputs(
                        "tiny",
                        "bundle models/<tiny> & \"co\"",
                        3,
                        5_000_000,
                        "measured from it's.ndjson, </script><b>",
                        "the shipped one",
                        250.5,
                        1234.5,
                        "--rate",
                        0.6,
                        true,
                        4,
                        1_000_000_000,
                        64_000_000L),
                List.of(
                        new ComparisonRow("singular", 1, figures(1000.0, 2000.0, 900), null),
                        new ComparisonRow("capacity", 2, figures(800.0, 1500.0, 1000), null),
                        new ComparisonRow("capacity", 4, figures(null, null, 1100), null),
                        new ComparisonRow("nsbp", 2, null, "shards: 2 (expected: at least 3 of the nets [a<b, c])")));
    }

    private static ComparisonFigures figures(@Nullable Double p50, @Nullable Double p99, double cpu) {
        return new ComparisonFigures(1.02, 1.5, 2, 4096, p50, p99, cpu, 0.25, 1, 3, 3_005_000_000L);
    }
}
