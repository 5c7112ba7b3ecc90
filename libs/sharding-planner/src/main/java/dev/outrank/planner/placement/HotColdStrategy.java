package dev.outrank.planner.placement;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the hottest rows of skewed tables on few small shards with more replicas, and all other rows on the rest by bytes.
 *
 * <p>Needs tables whose hottest rows come first (a bundle of {@code outrank reorder}). The hot ranges go to the hot shards by lookups, the
 * most asked first; a hot shard gets as many times more replicas than the others as it gets more lookups, and at least one more.
 */
public final class HotColdStrategy implements PlacementStrategy {

    /** A hot range is worth a shard of its own where its rows are asked at least this many times as often as the table's average row. */
    private static final double LEAST_SKEW = 4;
    /** A guard against plans whose hot shards would take a cluster. */
    private static final int MOST_REPLICAS_FACTOR = 8;
    /** Shards may exceed the mean by 1/25: cold ones that of bytes, hot ones that of lookups. */
    private static final int TOLERANCE_DIVISOR = 25;

    @Override
    public String name() {
        return "hot-cold";
    }

    @Override
    public String about() {
        return "hottest rows of skewed tables on shards with more replicas; needs a bundle of 'outrank reorder'";
    }

    @Override
    public int fewestShards(ModelFacts model, PlanConstraints constraints) {
        return Math.max(2, PlacementStrategy.super.fewestShards(model, constraints));
    }

    @Override
    public ReasonedPlan plan(ModelFacts model, PlanConstraints constraints) {
        model.requireDemand("strategy '" + name() + "'");
        if (constraints.shards() < 2) {
            throw new PlanException(
                    "shards: " + constraints.shards() + " (expected: at least 2 with the strategy '" + name() + "')");
        }
        TableLoads tables = TableLoads.of(model);
        List<TableRange> hot = hotRanges(model, tables);
        ShardLoads loads = new ShardLoads(constraints.shards(), constraints.replicas(), tables);
        int hotShards = hotShards(hot, model, constraints);
        placeHot(hot, loads, hotShards, constraints.maxShardBytes());
        placeCold(model, hot, loads, hotShards, constraints.maxShardBytes());
        addReplicas(loads, hotShards, constraints.replicas());
        return PlanAssembly.assemble(name(), model, constraints, loads);
    }

    /** Returns the hot ranges of skewed tables, the most asked first. */
    private List<TableRange> hotRanges(ModelFacts model, TableLoads tables) {
        List<TableRange> hot = model.tables().stream()
                .filter(table -> table.orderedRows() > 0)
                .map(table -> new TableRange(table, 0, table.orderedRows()))
                .filter(range -> tables.lookups(range) * range.table().rows()
                        >= LEAST_SKEW * range.rows() * tables.lookups(range.table()))
                .filter(range -> tables.lookups(range) > 0)
                .sorted(Comparator.<TableRange>comparingDouble(tables::lookups)
                        .reversed()
                        .thenComparing(range -> range.table().name()))
                .toList();
        if (hot.isEmpty()) {
            throw new PlanException("strategy: '" + name()
                    + "' (expected: a model with a table whose first rows are its hottest and" + " are asked "
                    + LEAST_SKEW + " times as often as its average row; 'outrank reorder' puts them first)");
        }
        return hot;
    }

    /** Returns how many shards the hot ranges need, if one of them holds no more than an average shard. */
    private static int hotShards(List<TableRange> hot, ModelFacts model, PlanConstraints constraints) {
        long bytes = hot.stream().mapToLong(TableRange::bytes).sum();
        long most = Math.min(constraints.maxShardBytes(), Math.ceilDiv(model.bytes(), constraints.shards()));
        return Math.clamp(Math.ceilDiv(bytes, most), 1, constraints.shards() - 1);
    }

    /** Places hot ranges by lookups, the most asked first; what no shard has room for is cut. */
    private static void placeHot(List<TableRange> hot, ShardLoads loads, int hotShards, long maxShardBytes) {
        double mean = hot.stream().mapToDouble(loads.tables()::lookups).sum() / hotShards;
        LookupSplit split = new LookupSplit(
                loads, IntStream.range(0, hotShards).toArray(), mean + mean / TOLERANCE_DIVISOR, maxShardBytes);
        hot.forEach(split::place);
    }

    /** Places what is not hot by bytes, the largest first. */
    private static void placeCold(
            ModelFacts model, List<TableRange> hot, ShardLoads loads, int hotShards, long maxShardBytes) {
        int[] shards = IntStream.range(hotShards, loads.count()).toArray();
        List<TableRange> cold = coldRanges(model, hot);
        long mean = Math.ceilDiv(cold.stream().mapToLong(TableRange::bytes).sum(), shards.length);
        long limit = Math.min(mean + mean / Math.max(TOLERANCE_DIVISOR, shards.length), maxShardBytes);
        TableSplit split = new TableSplit(loads, shards, limit);
        for (TableRange range : cold) {
            split.place(range);
            if (!range.isWhole()) {
                loads.explain(
                        range.table(),
                        "its " + range.firstRow()
                                + " hottest rows are on shards with more replicas by lookups, the others by bytes");
            }
        }
    }

    private static List<TableRange> coldRanges(ModelFacts model, List<TableRange> hot) {
        List<TableRange> cold = new ArrayList<>();
        for (TableFacts table : model.tables()) {
            long firstRow = hot.stream()
                    .filter(range -> range.table().equals(table))
                    .mapToLong(TableRange::endRow)
                    .findFirst()
                    .orElse(0);
            if (firstRow < table.rows()) {
                cold.add(new TableRange(table, firstRow, table.rows()));
            }
        }
        cold.sort(Comparator.comparingLong(TableRange::bytes).reversed().thenComparing(range -> range.table()
                .name()));
        return cold;
    }

    private static void addReplicas(ShardLoads loads, int hotShards, int replicas) {
        double coldMean = IntStream.range(hotShards, loads.count())
                .mapToDouble(loads::lookups)
                .average()
                .orElse(0);
        for (int shard = 0; shard < hotShards; shard++) {
            double times = coldMean == 0 ? MOST_REPLICAS_FACTOR : loads.lookups(shard) / coldMean;
            int wanted = (int) Math.ceil(replicas * Math.min(MOST_REPLICAS_FACTOR, times));
            loads.setReplicas(shard, Math.max(replicas + 1, wanted));
        }
    }
}
