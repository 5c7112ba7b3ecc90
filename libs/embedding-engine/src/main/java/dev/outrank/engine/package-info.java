/**
 * Pooled lookups over mapped tables: from the ids of a feature to one vector a bag.
 *
 * <pre>
 *   ids of the whole table ──EmbeddingEngine──▶ rows of this shard ──PoolingKernels──▶ out [bags, dim]
 *                            id policy, range                        sum or mean
 * </pre>
 *
 * <p>There are three implementations: {@link dev.outrank.engine.ScalarPoolingKernels}, the readable reference, one on the Vector API in {@code simd} and one
 * in C in {@code avx512}. They add rows in the order of the ids, element by element, with the same rounding, so their results are the same bits.
 * {@link dev.outrank.engine.PoolingKernelsProvider} chooses once a process.
 */
@NullMarked
package dev.outrank.engine;

import org.jspecify.annotations.NullMarked;
