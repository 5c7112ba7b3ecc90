package dev.outrank.planner.compare;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.OneShardStrategy;
import dev.outrank.planner.placement.PlacementStrategy;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.Planning;
import dev.outrank.planner.placement.ReasonedPlan;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.PlanPredictor.Home;
import dev.outrank.planner.predict.Serving;
import java.util.ArrayList;
import java.util.List;

/** Plans with many strategies over many numbers of shards, and predicts each. Immutable and thread-safe. */
public final class Comparison {

    private final ModelFacts model;
    private final PlanPredictor predictor;
    private final Serving serving;

    /** Makes a comparison for one model that is served in one way. */
    public Comparison(ModelFacts model, PlanPredictor predictor, Serving serving) {
        this.model = model;
        this.predictor = predictor;
        this.serving = serving;
    }

    /**
     * Returns every strategy over every number of shards, in both orders. A strategy of one shard only comes once.
     *
     * @param constraints replicas and limit of bytes; its number of shards does not count
     */
    public List<ComparedPlan> compare(
            List<PlacementStrategy> strategies, List<Integer> shardCounts, PlanConstraints constraints) {
        List<ComparedPlan> rows = new ArrayList<>();
        for (PlacementStrategy strategy : strategies) {
            if (strategy instanceof OneShardStrategy) {
                rows.add(compare(strategy, constraints.withShards(1)));
            } else {
                shardCounts.forEach(shards -> rows.add(compare(strategy, constraints.withShards(shards))));
            }
        }
        return rows;
    }

    private ComparedPlan compare(PlacementStrategy strategy, PlanConstraints constraints) {
        try {
            ReasonedPlan plan = Planning.plan(strategy, model, constraints);
            Home home = strategy.name().equals(OneShardStrategy.SINGULAR) ? Home.RANKING : Home.REMOTE;
            return new ComparedPlan(
                    strategy.name(),
                    constraints.shards(),
                    plan.plan(),
                    predictor.predict(plan.plan(), home, serving),
                    null);
        } catch (PlanException e) {
            return new ComparedPlan(strategy.name(), constraints.shards(), null, null, e.getMessage());
        }
    }
}
