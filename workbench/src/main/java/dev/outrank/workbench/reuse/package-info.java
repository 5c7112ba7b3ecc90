/**
 * Ids as real traffic reuses them: histograms of how often the rows of published traces are asked, and ids that meet them.
 *
 * <p>A histogram says of each bucket of reuse which share of the distinct rows, and of the accesses, falls into it. For a table with N accesses
 * that gives every row its count before anything is drawn:
 *
 * <pre>
 *   bucket      rows     counts      positions, hottest bucket first
 *   (2, 4]      2        3, 3        0 1 2 | 3 4 5
 *   (1, 2]      1        2                         | 6 7
 *   (0, 1]      2        1, 1                            | 8 | 9
 *
 *   access i of the trace ─ permutation of [0, N) ─▶ position ─▶ rank of the row ─ scattered over the table ─▶ id
 * </pre>
 *
 * <p>The permutation is a Feistel network, so that the counts are exact without a list of N ids.
 */
@NullMarked
package dev.outrank.workbench.reuse;

import org.jspecify.annotations.NullMarked;
