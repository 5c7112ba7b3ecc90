/**
 * The kernels on the incubating Vector API: the only package that knows it, loaded only where the module is there.
 *
 * <p>Columns are pooled in blocks of eight, four, two and one vector registers, then a masked rest. Each block keeps its sums in named local
 * vectors over a whole bag: adding through memory is what makes the obvious loop two to five times slower.
 */
@NullMarked
package dev.outrank.engine.simd;

import org.jspecify.annotations.NullMarked;
