package dev.outrank.planner.placement;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;

/**
 * A way to place tables. Implementations are stateless and pure: equal arguments give equal plans.
 *
 * <p>A plan places every row exactly once, leaves no shard empty, keeps to the limit of bytes, and lists the placements of a shard in the
 * order of the model's tables.
 */
public interface PlacementStrategy {

    /** Returns the name by which plans and the command line call it. */
    String name();

    /** Returns what it does, in one line for people. */
    String about();

    /**
     * Returns a plan of the model over exactly as many shards as the constraints say.
     *
     * @throws InfeasiblePlanException when a table does not fit
     * @throws PlanException when the strategy cannot plan this model, or not over so many shards
     */
    ReasonedPlan plan(ModelFacts model, PlanConstraints constraints);

    /** Returns whether there is such a plan; asked often, so that strategies that take long answer without it. */
    default boolean isFeasible(ModelFacts model, PlanConstraints constraints) {
        try {
            plan(model, constraints);
            return true;
        } catch (PlanException e) {
            return false;
        }
    }

    /**
     * Returns the fewest shards that are worth trying under the constraints' limits of bytes, at least 1; their number is not looked at.
     *
     * @throws PlanException when the strategy cannot plan this model at all
     */
    default int fewestShards(ModelFacts model, PlanConstraints constraints) {
        return Math.toIntExact(
                Math.min(PlanConstraints.MAX_SHARDS, Math.ceilDiv(model.bytes(), constraints.maxShardBytes())));
    }
}
