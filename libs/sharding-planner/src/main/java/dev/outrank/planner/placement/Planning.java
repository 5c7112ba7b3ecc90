package dev.outrank.planner.placement;

import dev.outrank.planner.model.ModelFacts;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;

/** Plans with any strategy, for a number of shards or for a limit of bytes, and says what to change where that fails. */
public final class Planning {

    private Planning() {}

    /**
     * Returns a plan of the model over as many shards as the constraints say.
     *
     * @throws InfeasiblePlanException naming the table, its need, the limit and the smallest change that would do
     * @throws PlanException when the strategy cannot plan this model, or not over so many shards
     */
    public static ReasonedPlan plan(PlacementStrategy strategy, ModelFacts model, PlanConstraints constraints) {
        try {
            return strategy.plan(model, constraints);
        } catch (InfeasiblePlanException e) {
            throw e.withChange(smallestChange(strategy, model, constraints));
        }
    }

    /**
     * Returns a plan of the model over the fewest shards that keep to the limits of bytes.
     *
     * @param constraints whose number of shards is not looked at
     * @throws InfeasiblePlanException naming the table, its need, the limit and the smallest change that would do
     */
    public static ReasonedPlan planFewest(PlacementStrategy strategy, ModelFacts model, PlanConstraints constraints) {
        int least = strategy.fewestShards(model, constraints);
        OptionalInt shards = fewest(least, count -> strategy.isFeasible(model, constraints.withShards(count)));
        return plan(strategy, model, constraints.withShards(shards.orElse(least)));
    }

    private static String smallestChange(PlacementStrategy strategy, ModelFacts model, PlanConstraints constraints) {
        StringBuilder change = new StringBuilder();
        long mean = Math.ceilDiv(model.bytes(), constraints.shards());
        // What ranking may hold lies on no shard.
        long from = constraints.maxLocalBytes() == 0
                ? Math.max(mean, constraints.maxShardBytes())
                : constraints.maxShardBytes();
        if (strategy.isFeasible(model, constraints.withMaxShardBytes(Long.MAX_VALUE))) {
            long limit = smallest(from, bytes -> strategy.isFeasible(model, constraints.withMaxShardBytes(bytes)));
            change.append("at least ").append(limit);
        }
        fewest(constraints.shards() + 1, count -> strategy.isFeasible(model, constraints.withShards(count)))
                .ifPresent(count -> change.append(change.isEmpty() ? "" : ", or ")
                        .append("at least ")
                        .append(count)
                        .append(" shards"));
        return change.isEmpty() ? "another strategy: this one has no plan for the model" : change.toString();
    }

    /**
     * Returns the least count from {@code from} on that works, found by doubling steps and then halving them; where a count works and a larger
     * one does not, it may be a larger one than the least.
     */
    private static OptionalInt fewest(int from, IntPredicate works) {
        int failed = from - 1;
        int step = 1;
        int count = from;
        while (count > PlanConstraints.MAX_SHARDS || !works.test(count)) {
            if (count >= PlanConstraints.MAX_SHARDS) {
                return OptionalInt.empty();
            }
            failed = count;
            count = Math.min(PlanConstraints.MAX_SHARDS, count + step);
            step *= 2;
        }
        while (count - failed > 1) {
            int middle = failed + (count - failed) / 2;
            if (works.test(middle)) {
                count = middle;
            } else {
                failed = middle;
            }
        }
        return OptionalInt.of(count);
    }

    /** Returns the least limit above {@code tooSmall} that works; there is one. */
    private static long smallest(long tooSmall, LongPredicate works) {
        long failed = tooSmall - 1;
        long step = Math.max(1, tooSmall >> 10);
        long limit = tooSmall;
        while (!works.test(limit)) {
            failed = limit;
            limit += step;
            step *= 2;
        }
        while (limit - failed > 1) {
            long middle = failed + (limit - failed) / 2;
            if (works.test(middle)) {
                limit = middle;
            } else {
                failed = middle;
            }
        }
        return limit;
    }
}
