package dev.outrank.workbench.plan;

import dev.outrank.planner.fleet.Fleet;
import dev.outrank.workbench.text.ByteCount;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.text.TextTable;
import dev.outrank.workbench.text.TimeSpan;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Prints the processes of a plan beside those of the same model in one process each: the argument for a plan, or against it. */
final class FleetTable {

    private final TextTable table;
    private final Fleet plan;
    private final Fleet singular;

    private FleetTable(Fleet plan, Fleet singular) {
        this.plan = plan;
        this.singular = singular;
        this.table = new TextTable("fleet", plan.strategy(), singular.strategy(), "ratio");
    }

    static List<String> lines(Fleet plan, Fleet singular) {
        FleetTable fleets = new FleetTable(plan, singular);
        fleets.add("ranking replicas", Fleet::rankingReplicas, FleetTable::count);
        fleets.table.add("shard replicas", replicas(plan), replicas(singular), "");
        fleets.add("processes", Fleet::processes, FleetTable::count);
        fleets.add("cores", Fleet::cores, FleetTable::count);
        fleets.add("memory", Fleet::memoryBytes, ByteCount::text);
        fleets.add("P50", fleet -> fleet.prediction().p50Nanos(), TimeSpan::text);
        fleets.add("P99", fleet -> fleet.prediction().p99Nanos(), TimeSpan::text);
        fleets.add("CPU a request", fleet -> fleet.prediction().cpuNanos(), TimeSpan::text);
        return fleets.table.lines("");
    }

    private void add(String name, ToDoubleFunction<Fleet> figure, DoubleText text) {
        double ofPlan = figure.applyAsDouble(plan);
        double ofSingular = figure.applyAsDouble(singular);
        double ratio = ofPlan / ofSingular;
        table.add(
                name,
                text.of(ofPlan),
                text.of(ofSingular),
                Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.3f", ratio) : "");
    }

    private static String count(double number) {
        return Numbers.grouped(Math.round(number));
    }

    private static String replicas(Fleet fleet) {
        return fleet.shardReplicas().isEmpty()
                ? "none"
                : fleet.shardReplicas().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private interface DoubleText {
        String of(double value);
    }
}
