/**
 * What this service measures: every meter's name, unit, tags and description are in {@link dev.outrank.ranking.observe.RankingMetric}. Requests that took
 * long are told by {@link dev.outrank.ranking.observe.SlowRequestLog}.
 */
@NullMarked
package dev.outrank.ranking.observe;

import org.jspecify.annotations.NullMarked;
