package dev.outrank.planner.predict;

import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.model.Demand;
import dev.outrank.planner.model.RowHeat;
import dev.outrank.planner.model.TableDemand;
import dev.outrank.planner.model.TableFacts;

/**
 * What lookups in one table cost, taken apart once, since a search asks thousands of times: the costs of pooling are linear in bags and rows.
 *
 * @param demand what requests ask
 * @param heat how that spreads over the rows
 * @param lookups lookups in a frame, one for each feature
 * @param lookupNanos of each lookup
 * @param bagNanos of each bag
 * @param cachedNanos of each row that caches hold
 * @param missedNanos of each row that comes from memory
 */
record TableCosts(
        TableDemand demand,
        RowHeat heat,
        int lookups,
        double lookupNanos,
        double bagNanos,
        double cachedNanos,
        double missedNanos) {

    static TableCosts of(TableFacts table, Demand demand, StageCosts costs) {
        TableDemand asked = demand.of(table.name());
        double lookup = costs.poolNanos(table.dtype(), table.dim(), 0, 0, 0);
        return new TableCosts(
                asked,
                new RowHeat(asked.curve(), table),
                asked.requestBags() + asked.candidateBags(),
                lookup,
                costs.poolNanos(table.dtype(), table.dim(), 1, 0, 0) - lookup,
                costs.poolNanos(table.dtype(), table.dim(), 0, 1, 0) - lookup,
                costs.poolNanos(table.dtype(), table.dim(), 0, 0, 1) - lookup);
    }
}
