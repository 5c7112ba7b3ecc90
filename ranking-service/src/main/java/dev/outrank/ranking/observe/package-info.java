/**
 * What this service measures: every meter's name, unit and tags are in {@link dev.outrank.ranking.observe.RankingMetric}.
 */
@NullMarked
package dev.outrank.ranking.observe;

import org.jspecify.annotations.NullMarked;
