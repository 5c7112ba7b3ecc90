/**
 * Jagged ids: the form in which the ids of a sparse feature travel from the parser to the kernels.
 *
 * <p>A worked example with three bags, the second of them empty:
 *
 * <pre>
 *   bags     [[7, 7, 2], [], [9]]
 *   ids      [7, 7, 2, 9]
 *   lengths  [3, 0, 1]            as on the wire
 *   offsets  [0, 3, 3, 4]         as in memory; length = bags + 1
 * </pre>
 */
@NullMarked
package dev.outrank.bundle.bags;

import org.jspecify.annotations.NullMarked;
