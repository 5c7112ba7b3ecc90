/**
 * Pooling kernels against the limit of the machine.
 *
 * <p>The limit is a program in C ({@code src/main/c/limit.c}) that does the same sums on the same rows, for one fixed width each, and nothing else. A ratio of 1 says
 * that kernels are as fast as it.
 */
@NullMarked
package dev.outrank.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
