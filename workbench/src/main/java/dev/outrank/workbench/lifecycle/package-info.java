/**
 * A model's versions coming and going on real processes under load, and whether the promises hold.
 *
 * <pre>
 *   LifecycleCommand ─► LifecycleRun ─► Trial ─────────────────► SceneReport: Figures of each phase, Promises
 *                         │               │ swaps, kills, rolls out   ▲
 *                         │               ▼                           │ Outcomes
 *                         │           Ground: ReplicaStack, Swaps, SteadyLoad
 *                         └─► Packages: bundles of one model that differ, VersionedQuestions, whose scores are known for each
 * </pre>
 *
 * <p>Each answer names the version that it is of, and is held against the scores of that version's package, bit for bit: {@link dev.outrank.workbench.lifecycle.VersionBook}
 * knows which package that is. Format of the report: {@code docs/format/lifecycle.md}.
 */
@NullMarked
package dev.outrank.workbench.lifecycle;

import org.jspecify.annotations.NullMarked;
