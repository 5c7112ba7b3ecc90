/**
 * What a plan costs: measured coefficients, the costs of stages, and the latency, work and memory they add up to.
 *
 * <pre>
 *   calibration.json ─▶ Calibration ─▶ CostCoefficients ─▶ StageCosts
 *                                                            poolNanos   rows and bags of one table
 *                                                            callNanos   one call of a shard
 *                                                            denseNanos  one run of a net
 * </pre>
 *
 * <p>{@code outrank calibrate} measures the coefficients; {@link dev.outrank.planner.cost.StageCosts} has the formulas.
 */
@NullMarked
package dev.outrank.planner.cost;

import org.jspecify.annotations.NullMarked;
