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
 * <p>{@code Interface} is the two HTTP interfaces; {@code ModelClient} sends requests by either and reads the
 * scores back in the order of the candidates.
 */
@NullMarked
package dev.outrank.workbench.demo;

import org.jspecify.annotations.NullMarked;
