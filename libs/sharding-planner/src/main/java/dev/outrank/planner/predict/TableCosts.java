package dev.outrank.planner.predict;

import dev.outrank.planner.cost.PoolCosts;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.model.Demand;
import dev.outrank.planner.model.RowHeat;
import dev.outrank.planner.model.TableDemand;
import dev.outrank.planner.model.TableFacts;

/**
 * What lookups in one table are, taken apart once, since a search asks thousands of times.
 *
 * @param demand what requests ask
 * @param heat how that spreads over the rows
 * @param pool what it costs
 */
record TableCosts(TableDemand demand, RowHeat heat, PoolCosts pool) {

    static TableCosts of(TableFacts table, Demand demand, StageCosts costs) {
        TableDemand asked = demand.of(table.name());
        return new TableCosts(asked, new RowHeat(asked.curve(), table), costs.pool(table.dtype(), table.dim()));
    }

    /** Returns the lookups in a frame: one for each feature. */
    int lookups() {
        return demand.requestBags() + demand.candidateBags();
    }

    /**
     * Returns how many bags have an id in a range, each id falling into it for itself: the others are not sent. Never more than ids.
     *
     * @param share of the table's accesses that the range gets
     */
    double presentBags(double candidates, double share) {
        double bags = demand.bags(candidates);
        double lookups = demand.lookups(candidates);
        return lookups == 0 ? 0 : Math.min(lookups * share, bags * -Math.expm1(Math.log1p(-share) * lookups / bags));
    }

    /**
     * Returns the time of each row of a range.
     *
     * @param share of the table's accesses that the range gets
     * @param cached share of its rows that caches hold
     */
    double rowNanos(double candidates, double share, double cached) {
        double rows = demand.lookups(candidates) * share;
        return rows == 0 ? 0 : pool.rowNanos(presentBags(candidates, share) / rows, cached);
    }
}
