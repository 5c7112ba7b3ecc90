package dev.outrank.workbench.plan;

import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.model.ModelFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the shards of a plan: tables, parts of split tables, bytes, and how evenly the bytes are spread. */
public final class PlanTable {

    private static final double BYTES_PER_MB = 1e6;
    private static final int PERCENT = 100;

    private PlanTable() {}

    /** Returns the lines of the table. */
    public static List<String> lines(ModelFacts model, ShardingPlan plan) {
        List<Long> bytes = model.shardBytes(plan);
        double total = bytes.stream().mapToLong(Long::longValue).sum();
        List<String> lines = new ArrayList<>();
        lines.add("shard  replicas  tables  parts            MB   share");
        for (ShardSpec shard : plan.shards()) {
            long own = bytes.get(shard.index());
            long parts = parts(model, shard);
            lines.add(String.format(
                    Locale.ROOT,
                    "%5d  %8d  %6d  %5d  %12.3f  %5.1f%%",
                    shard.index(),
                    shard.replicas(),
                    shard.placements().size() - parts,
                    parts,
                    own / BYTES_PER_MB,
                    PERCENT * own / total));
        }
        if (!plan.local().isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "ranking itself holds %d tables, %.3f MB",
                    plan.local().size(),
                    model.localBytes(plan) / BYTES_PER_MB));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%.3f MB on %d shards, max/mean %.3f",
                total / BYTES_PER_MB,
                bytes.size(),
                imbalance(bytes)));
        return lines;
    }

    /** Returns the bytes of the fullest shard over the mean. */
    public static double imbalance(List<Long> shardBytes) {
        double mean = shardBytes.stream().mapToLong(Long::longValue).average().orElse(1);
        return shardBytes.stream().mapToLong(Long::longValue).max().orElse(1) / mean;
    }

    /** Returns how many ranges of a shard are not whole tables. */
    static long parts(ModelFacts model, ShardSpec shard) {
        return model.index().ranges(shard).stream()
                .filter(range -> !range.isWhole())
                .count();
    }
}
