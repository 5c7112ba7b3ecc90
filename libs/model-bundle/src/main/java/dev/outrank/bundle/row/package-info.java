/**
 * One row of a table, in any {@link dev.outrank.bundle.manifest.ElementType}: decoded, encoded, converted.
 *
 * <pre>
 *   float32   dim × f32
 *   float16   dim × f16
 *   int8      dim × u8, f32 scale, f32 bias                      value = q · scale + bias, rounded once
 *   int4      ⌈dim / 2⌉ × two u4 (even element low), f16 scale, f16 bias
 * </pre>
 *
 * <p>The quantised formats are FBGEMM's fused row-wise ones, and the arithmetic is PyTorch's to the last bit; golden rows made by PyTorch
 * are among the tests. {@link dev.outrank.bundle.row.RowCodec} is the readable definition, and the oracle of faster kernels.
 */
@NullMarked
package dev.outrank.bundle.row;

import org.jspecify.annotations.NullMarked;
