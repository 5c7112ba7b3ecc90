/**
 * The dense nets: ONNX graphs over tensors that stay in place.
 *
 * <p>{@link dev.outrank.ranking.dense.DenseNets} holds one session a net. A request borrows a {@link dev.outrank.ranking.dense.Workspace}, which has a
 * direct buffer for every input and output of every net. Features and pooled vectors are written straight to their column of every input
 * that reads them, and a net's output is written once more only where it is one of several sources:
 *
 * <pre>
 *   input 'embeddings' [candidates, 80] of sources item_id (32), category (32), terms (16)
 *
 *     column  0        32        64   80
 *             │ item_id │category│terms│   a {@link dev.outrank.ranking.dense.Target} is (buffer, column, stride 80)
 *
 *   input 'user_vector' [1, 32] of the one source user_vector: the very buffer of the net's output
 * </pre>
 *
 * <p>A tensor has one row (request scope), a row for each candidate, or, where embeddings are needed, a row for each candidate of the slice at hand:
 * the nets that need none run once over all candidates, the others slice by slice and see the rows of the former in place.
 *
 * <p>Two settings give a net more rows than it needs, and a {@link dev.outrank.ranking.dense.RowTrial} of two rows tells at load whether it takes them:
 *
 * <pre>
 *   user-once off     a net of request scope, whose inputs are declared [1, width], runs for all candidates of a slice
 *   batching          a top net of candidate scope runs for the candidates of several requests, each with the row of its request
 * </pre>
 *
 * <p>Whoever opens nets gets them warm: {@link dev.outrank.ranking.dense.WarmUp} ran each of them once.
 *
 * <p>Nets that need embeddings, directly or through other nets, run in the phase {@code top}; the others in the phase {@code bottom}, while
 * lookups are in flight. A session runs on the thread that calls it, with a fixed number of threads, so equal batches give equal bits.
 */
@NullMarked
package dev.outrank.ranking.dense;

import org.jspecify.annotations.NullMarked;
