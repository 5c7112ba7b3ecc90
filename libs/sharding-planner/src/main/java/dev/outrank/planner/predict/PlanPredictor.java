package dev.outrank.planner.predict;

import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableIndex;
import dev.outrank.planner.model.TableRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Predicts what plans of one model cost on machines of one kind. Immutable and thread-safe. */
public final class PlanPredictor {

    /** Where a shard is served. */
    public enum Home {
        /** By embedding services, behind calls. */
        REMOTE,
        /** In the ranking process, which holds the only shard. */
        RANKING
    }

    private final TableIndex tables;
    private final PlanCosts costs;

    /** Makes a predictor from decoded requests to their scores: HTTP is not in it. */
    public PlanPredictor(ModelFacts model, List<NetFacts> nets, StageCosts costs) {
        this(model, nets, costs, null);
    }

    /**
     * Makes a predictor.
     *
     * @param model with its demand
     * @param nets all dense nets of the model
     * @param costs of the machines
     * @param bodies of the requests that are read and answered over HTTP; null to predict from decoded requests to their scores
     * @throws PlanException if nobody measured what requests ask of the model
     */
    public PlanPredictor(ModelFacts model, List<NetFacts> nets, StageCosts costs, @Nullable Bodies bodies) {
        this.tables = model.index();
        this.costs = new PlanCosts(model, model.requireDemand("a prediction"), nets, costs, bodies);
    }

    /**
     * Returns what a plan of the model costs a request.
     *
     * @throws PlanException if ranking should hold more than one shard
     */
    public Prediction predict(ShardingPlan plan, Home home, Serving serving) {
        if (home == Home.RANKING && plan.packed().size() != 1) {
            throw new PlanException("shards: " + plan.packed().size() + " (expected: 1, which ranking holds itself)");
        }
        List<List<TableRange>> shards =
                plan.shards().stream().map(tables::ranges).toList();
        int[] replicas = plan.shards().stream().mapToInt(ShardSpec::replicas).toArray();
        return costs.withLocal(local(plan)).predict(shards, replicas, home, serving);
    }

    private List<TableRange> local(ShardingPlan plan) {
        return plan.local().stream().map(tables::range).toList();
    }

    /** Returns what each lookup of a whole table costs its shard, bags included and caches cold; 0 where nothing is asked. */
    public double nanosPerLookup(TableFacts table) {
        return costs.estimator().coldNanosPerLookup(table);
    }

    /** Starts a search from a plan of the model, behind calls: its shards change while their latency is asked. */
    public ShardTrial trial(ShardingPlan plan, Serving serving) {
        List<List<TableRange>> shards =
                plan.shards().stream().map(tables::ranges).toList();
        int[] replicas = plan.shards().stream().mapToInt(ShardSpec::replicas).toArray();
        return new ShardTrial(costs.withLocal(local(plan)), shards, replicas, serving);
    }
}
