/**
 * Counts what dense nets cost to evaluate, from their ONNX graphs or from the widths of a workload whose nets nobody has generated.
 *
 * <p>What an item costs is the difference between a batch of two and a batch of one; what is left, such as the projection of a vector of
 * request scope, comes once a run and is in the bytes of the weights. The graph {@code score = sigmoid(x · Wᵀ + b)} with 64 inputs has 260
 * bytes of weights, and an item of it 64 multiply-adds and 2 activations.
 */
@NullMarked
package dev.outrank.workbench.netfacts;

import org.jspecify.annotations.NullMarked;
