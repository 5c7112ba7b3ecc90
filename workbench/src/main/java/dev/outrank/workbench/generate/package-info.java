/**
 * Makes a bundle of a workload: tables and nets of the right shape with deterministic numbers.
 *
 * <p>A bundle of a workload with a request net {@code user} and a candidate net {@code content}; dense features are named after their
 * net, sparse features after their table:
 *
 * <pre>
 *   user_dense ── net user_bottom ── user_bottom ──┐ bottom
 *   u000, u001, …  (pooled, side by side) ─────────┤ embeddings
 *                                                  └ net user ── user_vector ─┐ user_vector [1, w]
 *   content_dense ─ net content_bottom ─ content_bottom ──────────────────────┤ bottom
 *   c000, c001, …  ───────────────────────────────────────────────────────────┤ embeddings
 *                                                                             └ net content ── score [candidates, 1]
 * </pre>
 *
 * <p>The bottoms are nets of their own, since they need no embeddings and so run while lookups are under way. Every number is a pure function of
 * the seed and of its place, so that equal arguments give equal bytes on any number of threads.
 */
@NullMarked
package dev.outrank.workbench.generate;

import org.jspecify.annotations.NullMarked;
