/**
 * Comparisons of placements: a table of figures over strategies and numbers of shards, as text, as JSON ({@code docs/format/comparison.md})
 * and as an HTML page with charts that needs nothing but itself.
 *
 * <pre>
 *   ComparisonReport ── ComparisonInputs   what was planned, and for which machines and requests
 *                    └─ ComparisonRow      a strategy over a number of shards: ComparisonFigures, or why there is no plan
 * </pre>
 */
@NullMarked
package dev.outrank.workbench.comparison;

import org.jspecify.annotations.NullMarked;
