package dev.outrank.workbench.plan;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.workbench.comparison.ComparisonFormat;
import dev.outrank.workbench.comparison.ComparisonPage;
import dev.outrank.workbench.comparison.ComparisonReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether strategies are compared, over which numbers of shards, and where the comparison is written. */
final class ComparisonOptions {

    private static final List<Integer> SHARD_COUNTS = List.of(1, 2, 4, 8, 16);

    @Option(
            names = "--compare",
            description = "Print one table over all strategies and --shard-counts instead of making a plan.")
    private boolean compare;

    @Option(
            names = "--shard-counts",
            split = ",",
            paramLabel = "<n>",
            description = "Numbers of shards to compare (default: 1,2,4,8,16).")
    private @Nullable List<Integer> shardCounts;

    @Option(names = "--json", paramLabel = "<file>", description = "Where to write the comparison as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "<file>",
            description = "Where to write the comparison as a page with charts.")
    private @Nullable Path html;

    boolean isAsked() {
        return compare;
    }

    /** Refuses what has no effect without a comparison. */
    void requireNone() {
        OnlyWith.require(compare, "--shard-counts", shardCounts, "--compare");
        OnlyWith.require(compare, "--json", json, "--compare");
        OnlyWith.require(compare, "--html", html, "--compare");
    }

    /** Returns the numbers of shards in the order given, each once. */
    List<Integer> shardCounts() {
        List<Integer> counts = shardCounts == null ? SHARD_COUNTS : shardCounts;
        for (int count : counts) {
            if (count < 1 || count > PlanConstraints.MAX_SHARDS) {
                throw new CallerException(
                        "--shard-counts: " + count + " (expected: 1 to " + PlanConstraints.MAX_SHARDS + ")");
            }
        }
        return counts.stream().distinct().toList();
    }

    void write(ComparisonReport report) {
        if (json != null) {
            ComparisonFormat.write(report, json);
        }
        if (html != null) {
            ComparisonPage.write(report, html);
        }
    }
}
