/**
 * {@code outrank characterize}: what distribution costs, measured against the same model in one process.
 *
 * <pre>
 *   workload ─▶ StudyModel ── plans, packs ─▶ Side "singular"     (one ranking service with all tables)
 *                                        └──▶ Side "distributed"  (SharedServices: ranking and N shards, one plan after another)
 *                                                   │
 *             SideBySide, Interleaving: A B A B … in short turns, so that the machine's drift cancels
 *                                                   │
 *             rounds ─▶ StudyRow (medians of the rounds' ratios, and their spread) ─▶ StudyReport ─▶ JSON, page, Guard
 * </pre>
 *
 * <p>A serial turn sends each of the distinct requests once, so that both sides are measured on the same requests in the same order; an open-loop turn
 * has the same seed on both sides. Every answer is checked, bit for bit, against a process that holds all tables under the same plan.
 */
@NullMarked
package dev.outrank.workbench.characterize;

import org.jspecify.annotations.NullMarked;
