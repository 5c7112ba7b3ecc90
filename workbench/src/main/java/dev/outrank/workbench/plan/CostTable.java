package dev.outrank.workbench.plan;

import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.fleet.Fleet;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.predict.Prediction;
import dev.outrank.planner.predict.ShardPrediction;
import dev.outrank.workbench.text.ByteCount;
import dev.outrank.workbench.text.TextTable;
import dev.outrank.workbench.text.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the shards of a plan as {@link PlanTable} does, and what they cost a request. */
final class CostTable {

    private static final double BYTES_PER_MB = 1e6;
    private static final double BYTES_PER_KB = 1e3;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final int PERCENT = 100;

    private final ModelFacts model;
    private final ShardingPlan plan;
    private final Fleet fleet;
    private final Prediction prediction;

    /** Takes a plan and its processes. */
    CostTable(ModelFacts model, ShardingPlan plan, Fleet fleet) {
        this.model = model;
        this.plan = plan;
        this.fleet = fleet;
        this.prediction = fleet.prediction();
    }

    List<String> lines() {
        TextTable table = new TextTable(
                "shard",
                "replicas",
                "tables",
                "parts",
                "MB",
                "MB %",
                "lookups %",
                "RPCs",
                "CPU us",
                "wire kB",
                "busy %");
        double bytes =
                model.shardBytes(plan).stream().mapToLong(Long::longValue).sum();
        double lookups = prediction.shards().stream()
                .mapToDouble(ShardPrediction::lookups)
                .sum();
        for (ShardPrediction shard : prediction.shards()) {
            ShardSpec spec = plan.shards().get(shard.index());
            long parts = PlanTable.parts(model, spec);
            table.add(
                    shard.index(),
                    spec.replicas(),
                    spec.placements().size() - parts,
                    parts,
                    number(3, shard.bytes() / BYTES_PER_MB),
                    number(1, PERCENT * shard.bytes() / bytes),
                    number(1, lookups == 0 ? 0 : PERCENT * shard.lookups() / lookups),
                    number(3, shard.callShare()),
                    number(1, shard.cpuNanos() / NANOS_PER_MICRO),
                    number(1, shard.wireBytes() / BYTES_PER_KB),
                    number(1, PERCENT * shard.utilisation()));
        }
        List<String> lines = new ArrayList<>(table.lines(""));
        if (!plan.local().isEmpty()) {
            lines.add("each ranking process: " + plan.local().size() + " tables, "
                    + ByteCount.text(prediction.localBytes()));
        }
        lines.addAll(totals());
        return lines;
    }

    private List<String> totals() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%s on %d shards: bytes max/mean %.3f, lookups max/mean %.3f",
                        ByteCount.text(model.shardBytes(plan).stream()
                                .mapToLong(Long::longValue)
                                .sum()),
                        plan.shards().size(),
                        prediction.bytesImbalance(),
                        prediction.lookupsImbalance()),
                String.format(
                        Locale.ROOT,
                        "a request: P50 %s, P99 %s, %.2f RPCs, %s on the wire, CPU %s (ranking %s, shards %s)",
                        TimeSpan.text(prediction.p50Nanos()),
                        TimeSpan.text(prediction.p99Nanos()),
                        prediction.callsPerRequest(),
                        ByteCount.text(prediction.wireBytes()),
                        TimeSpan.text(prediction.cpuNanos()),
                        TimeSpan.text(prediction.rankingCpuNanos()),
                        TimeSpan.text(prediction.cpuNanos() - prediction.rankingCpuNanos())),
                String.format(
                        Locale.ROOT,
                        "all processes: %d of ranking (%.1f %% busy), %d of shards, %s of memory",
                        fleet.rankingReplicas(),
                        PERCENT * prediction.rankingUtilisation(),
                        fleet.processes() - fleet.rankingReplicas(),
                        ByteCount.text(fleet.memoryBytes())));
    }

    private static String number(int digits, double value) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
