package dev.outrank.planner.predict;

import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Predicts what plans of one model cost on machines of one kind. Immutable and thread-safe. */
public final class PlanPredictor {

    /** Where a shard is served. */
    public enum Home {
        /** By embedding services, behind calls. */
        REMOTE,
        /** In the ranking process, which holds the only shard. */
        RANKING
    }

    private final Map<String, TableFacts> tables;
    private final PlanCosts costs;

    /**
     * Makes a predictor.
     *
     * @param model with its demand
     * @param nets all dense nets of the model
     * @param costs of the machines
     * @throws PlanException if nobody measured what requests ask of the model
     */
    public PlanPredictor(ModelFacts model, List<NetFacts> nets, StageCosts costs) {
        this.tables = model.byName();
        this.costs = new PlanCosts(model, model.requireDemand("a prediction"), nets, costs);
    }

    /** Returns what a plan of the model costs a request. */
    public Prediction predict(ShardingPlan plan, Home home, Serving serving) {
        List<List<TableRange>> shards = new ArrayList<>();
        for (ShardSpec shard : plan.shards()) {
            shards.add(shard.placements().stream().map(this::range).toList());
        }
        int[] replicas = plan.shards().stream().mapToInt(ShardSpec::replicas).toArray();
        return costs.predict(shards, replicas, home, serving);
    }

    private TableRange range(Placement placement) {
        TableFacts table = tables.get(placement.table());
        if (table == null) {
            throw new PlanException("placements: '" + placement.table() + "' (expected: a table of the model)");
        }
        return new TableRange(table, placement.firstRow(), placement.endRow());
    }

    /** Returns what each lookup of a whole table costs its shard, bags included and caches cold; 0 where nothing is asked. */
    public double nanosPerLookup(TableFacts table) {
        return costs.estimator().coldNanosPerLookup(table);
    }

    /** Starts a search: shards that change while their latency is asked. */
    public ShardTrial trial(List<List<TableRange>> shards, int[] replicas, Serving serving) {
        return new ShardTrial(costs, shards, replicas, serving);
    }
}
