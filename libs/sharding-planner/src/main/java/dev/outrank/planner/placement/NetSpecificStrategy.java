package dev.outrank.planner.placement;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Net-specific bin-packing: a shard holds tables of one net only, first-fit decreasing under a limit of bytes.
 *
 * <p>The "NSBP" placement of Lui et al., arXiv 2011.02084. Tables that several nets read form a group of their own. For a number of shards
 * the limit is the smallest one under which the bins are not more than that; where they are fewer, the fullest are halved.
 */
public final class NetSpecificStrategy implements PlacementStrategy {

    /** How often the range of limits is halved: to a ten-millionth of all bytes. */
    private static final int HALVINGS = 24;

    @Override
    public String name() {
        return "nsbp";
    }

    @Override
    public String about() {
        return "net-specific bin-packing: a shard holds tables of one net only";
    }

    @Override
    public ReasonedPlan plan(ModelFacts model, PlanConstraints constraints) {
        Map<String, List<TableFacts>> nets = byNets(model);
        int shards = constraints.shards();
        if (shards < nets.size()) {
            throw new PlanException("shards: " + shards + " (expected: at least " + nets.size() + " with the strategy '"
                    + name() + "', one for each of the nets " + nets.keySet() + ")");
        }
        List<NetBin> bins = fewestBytes(shards, nets, model);
        long needed = bins.stream().mapToLong(NetBin::bytes).max().orElseThrow();
        if (needed > constraints.maxShardBytes()) {
            TableFacts largest = CapacityStrategy.largestFirst(model).getFirst();
            throw InfeasiblePlanException.ofModel(largest, needed, constraints.maxShardBytes());
        }
        while (bins.size() < shards) {
            NetBin.halveFullest(bins, shards, model.rows());
        }
        ShardLoads loads = new ShardLoads(shards, constraints.replicas(), TableLoads.of(model));
        for (int shard = 0; shard < shards; shard++) {
            NetBin bin = bins.get(shard);
            for (TableRange range : bin.ranges()) {
                loads.add(shard, range);
                loads.explain(range.table(), reason(range, bin));
            }
        }
        return PlanAssembly.assemble(name(), model, constraints, loads);
    }

    private static String reason(TableRange range, NetBin bin) {
        String first = "largest first, to the first shard of net '" + bin.net() + "' with room below "
                + bin.limitBytes() + " bytes";
        return range.isWhole() ? first : first + "; its rows are cut to go below that";
    }

    @Override
    public int fewestShards(ModelFacts model, PlanConstraints constraints) {
        return NetBin.pack(byNets(model), constraints.maxShardBytes(), PlanConstraints.MAX_SHARDS)
                .map(List::size)
                .orElse(PlanConstraints.MAX_SHARDS);
    }

    /** Returns the tables by the nets that read them, the largest first. */
    private static Map<String, List<TableFacts>> byNets(ModelFacts model) {
        Map<String, List<TableFacts>> nets = new LinkedHashMap<>();
        for (TableFacts table : CapacityStrategy.largestFirst(model)) {
            nets.computeIfAbsent(String.join("+", table.nets()), net -> new ArrayList<>())
                    .add(table);
        }
        return nets;
    }

    /** Returns the bins under the smallest limit that needs no more than so many of them. */
    private static List<NetBin> fewestBytes(int shards, Map<String, List<TableFacts>> nets, ModelFacts model) {
        long tooSmall = Math.max(model.bytes() / shards, leastLimit(model)) - 1;
        long enough = model.bytes();
        List<NetBin> best = NetBin.pack(nets, enough, shards).orElseThrow();
        for (int i = 0; i < HALVINGS && enough - tooSmall > 1; i++) {
            long middle = tooSmall + (enough - tooSmall) / 2;
            Optional<List<NetBin>> bins = NetBin.pack(nets, middle, shards);
            if (bins.isPresent()) {
                best = bins.get();
                enough = middle;
            } else {
                tooSmall = middle;
            }
        }
        return new ArrayList<>(best);
    }

    /** Returns the bytes that the widest row needs for itself. */
    private static long leastLimit(ModelFacts model) {
        return model.tables().stream()
                .mapToLong(table -> table.bytesOfRange(1))
                .max()
                .orElseThrow();
    }
}
