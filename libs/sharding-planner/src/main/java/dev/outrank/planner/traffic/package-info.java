/**
 * What requests ask of a model's tables: how many ids, of which tables, for which nets, and how few rows get most of them.
 *
 * <p>A profile is measured from a trace by {@code outrank profile}; the planner balances, splits and predicts by it. The file is
 * {@code docs/format/profile.md}.
 *
 * <pre>
 *   TrafficProfile ── requests, candidates
 *     FeatureTraffic ── ids a request, ids a candidate
 *     TableTraffic ──── accesses, distinct ids, access curve, hottest ids
 *     NetTraffic ────── ids a request, share of requests; which nets come together
 * </pre>
 */
@NullMarked
package dev.outrank.planner.traffic;

import org.jspecify.annotations.NullMarked;
