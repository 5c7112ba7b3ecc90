/**
 * The kernels on the incubating Vector API: the only package that knows it, loaded only where the module is there.
 *
 * <p>Columns are pooled in blocks of up to eight vector registers, then a masked rest. Each block keeps its sums in named local
 * vectors over a whole bag: adding through memory is what makes the obvious loop two to five times slower.
 *
 * <pre>
 *   float32, one row a bag   Float32Singles
 *   float32, long bags       Float32Sums
 *   short bags, int8, int4   Touch, then Float32Sums, Int8Sums or Int4Sums, 128 rows at a time
 *   float16                  Float16Rows, then Float16Sums, 256 rows at a time
 *   mean                     Means, after all that
 * </pre>
 *
 * <p>A method may have no more vectors than the JIT compiler takes in; see {@code docs/kernels.md}.
 */
@NullMarked
package dev.outrank.engine.simd;

import org.jspecify.annotations.NullMarked;
