/**
 * {@code outrank demo}: the whole path with one command.
 *
 * <pre>
 *   examples/clicks ───────────┐
 *   generate drm1, mlperf … ───┼─► plan 4 shards ─► pack ─► register ─► services
 *                                                                          │
 *   golden requests, sample requests ──► gateway ──► ranking ──► shards    │
 *                                   └──► ranking-singular (all tables) ◄───┘
 *
 *   checks: clicks = PyTorch within 5e-5, by both interfaces, and its AUC; distributed = singular, bit for bit
 * </pre>
 *
 * <p>A {@link dev.outrank.workbench.demo.SampleRequest} is a request before it is JSON; {@code RankJson} and {@code InferJson} are the two
 * interfaces' forms of it. {@code ModelClient} sends them and reads the scores back in the order of the candidates.
 */
@NullMarked
package dev.outrank.workbench.demo;

import org.jspecify.annotations.NullMarked;
