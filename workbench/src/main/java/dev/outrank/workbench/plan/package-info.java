/**
 * {@code outrank plan}: which table sits on which shard, what that costs, and how strategies compare.
 *
 * <pre>
 *   ModelOptions ─▶ PlannedModel ──┐             ┌─▶ PlanTable                        without a profile
 *   ServingOptions ─▶ CostModel ───┼─▶ plan ─────┼─▶ CostTable, FleetTable            with one
 *   SearchOptions ─▶ Strategies ───┤             └─▶ Explanation
 *   PlacementOptions ──────────────┴─▶ ComparisonRun ─▶ {@link dev.outrank.workbench.comparison}
 * </pre>
 *
 * <p>How many replicas a plan has is decided in one place, where {@link dev.outrank.workbench.plan.CostModel} makes a
 * {@link dev.outrank.workbench.plan.ServedPlan} of it.
 */
@NullMarked
package dev.outrank.workbench.plan;

import org.jspecify.annotations.NullMarked;
