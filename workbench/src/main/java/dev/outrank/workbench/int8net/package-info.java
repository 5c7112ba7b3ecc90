/**
 * Dense nets in int8: products with constant weights are rewritten to integer ones, in standard ONNX operators.
 *
 * <pre>
 *   y = x · W + b        W [inputs, outputs] float32
 *
 *   s[j]   = max |W[·, j]| / 127                                 a scale a column, written down
 *   Q[i,j] = rint(W[i, j] / s[j])                                int8, −127 to 127, written down
 *   q, a, z = DynamicQuantizeLinear(x)                           uint8, one scale and zero point for the whole batch, at run time
 *   y[r,j] = float(Σᵢ (q[r, i] − z) · Q[i, j]) · (a · s[j]) + b[j]    int32 sums: exact, in whatever order
 * </pre>
 *
 * <p>ONNX Runtime makes one operator of the chain. {@link dev.outrank.workbench.int8net.NetQuantizer} does the rewriting,
 * {@link dev.outrank.workbench.int8net.DenseLayer} reads what a {@code MatMul} or {@code Gemm} says,
 * {@link dev.outrank.workbench.int8net.Int8Weights} rounds.
 */
@NullMarked
package dev.outrank.workbench.int8net;

import org.jspecify.annotations.NullMarked;
