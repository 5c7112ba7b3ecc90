/**
 * The contract between those who read requests and those who execute them.
 *
 * <p>An HTTP interface looks a {@link dev.outrank.ranking.request.ServedModel} up in the
 * {@link dev.outrank.ranking.request.ModelCatalog}, builds a {@link dev.outrank.ranking.request.RankingRequest} for its manifest, and gets a
 * {@link dev.outrank.ranking.request.RankingAnswer}:
 *
 * <pre>
 *   body ── parse ── RankingRequest ── ServedModel.rank ── RankingAnswer ── write ── body
 *                                            │
 *                              one of this package's failures
 * </pre>
 *
 * <p>The failures are the ones that have an HTTP status of their own; everything else is an internal error.
 */
@NullMarked
package dev.outrank.ranking.request;

import org.jspecify.annotations.NullMarked;
