/**
 * Rollouts: a version is given more and more of its model's requests, and is taken back by itself where it does worse than the active one.
 *
 * <pre>
 *   start ──► RUNNING at steps[0] ──pause, enough requests, within bounds──► RUNNING at the next … ──► PROMOTED (100 %: the active version)
 *                │
 *                ├──out of its bounds, lost or failed──► ROLLED_BACK
 *                └──somebody changes the model's traffic──► STOPPED
 * </pre>
 *
 * <p>Rankings report how the requests of each version went. {@code TrafficEvidence} makes of their counts what happened in this step,
 * {@code CanaryJudge} compares canary and stable, {@code RolloutDecision} says what follows, and {@code Rollouts} writes it down, each step a revision
 * of the registry. Where a rollout is lies in the database; what was seen of it in memory. The formulas, and what few requests can show, are in {@code docs/rollout.md}.
 */
@NullMarked
package dev.outrank.config.rollout;

import org.jspecify.annotations.NullMarked;
