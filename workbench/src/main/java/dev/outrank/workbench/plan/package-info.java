/**
 * {@code outrank plan}: which table sits on which shard, what that costs, and how strategies compare.
 *
 * <pre>
 *   ModelOptions ─▶ PlannedModel ──┐             ┌─▶ PlanTable                        without a profile
 *   ServingOptions ─▶ CostModel ───┼─▶ plan ─────┼─▶ CostTable, FleetTable            with one
 *   SearchOptions ─▶ Strategies ───┤             └─▶ Explanation
 *   PlacementOptions ──────────────┴─▶ ComparisonRun ─▶ {@link dev.outrank.workbench.comparison}
 * </pre>
 */
@NullMarked
package dev.outrank.workbench.plan;

import org.jspecify.annotations.NullMarked;
