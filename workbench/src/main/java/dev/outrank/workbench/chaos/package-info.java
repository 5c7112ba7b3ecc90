/**
 * Faults against real processes under load, and whether the promises hold.
 *
 * <pre>
 *   ChaosCommand ─► ChaosRun ─► Scene, one a fault ──────────► SceneReport: Figures of each phase, Promises
 *                      │          │ kills, pauses, harms          ▲
 *                      │          ▼                               │ Outcomes
 *                      │      ReplicaStack ◄── GatewayClient ◄── SteadyLoad, open loop
 *                      └─► ChaosModel: Questions, whose scores are known
 * </pre>
 *
 * <p>Every answer is held against the known score, bit for bit. A {@link dev.outrank.workbench.chaos.Scene} divides its time into phases; an outcome belongs to the
 * phase in which its request was due, however late it comes. Format of the report: {@code docs/format/chaos.md}.
 */
@NullMarked
package dev.outrank.workbench.chaos;

import org.jspecify.annotations.NullMarked;
