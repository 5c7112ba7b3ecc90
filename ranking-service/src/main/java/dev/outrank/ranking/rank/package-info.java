/**
 * The rank API: {@code POST /v1/models/{model}[/versions/{version}]:rank}.
 *
 * <p>A request carries the user once ({@code context}) and the candidates either as rows or as columns; the answer is ordered:
 *
 * <pre>
 *   {"context":    {"user_id": [7]},                                 features of request scope
 *    "candidates": [{"id": "a", "price": [0.5], "terms": [3, 9]},    features of candidate scope, a row each
 *                   {"id": "b", "price": [0.1], "terms": []}],
 *    "topK": 1}
 *
 *    "candidates": {"id": ["a", "b"], "price": [[0.5], [0.1]],       the same as columns
 *                   "terms": {"values": [3, 9], "lengths": [2, 0]}}
 *
 *   {"model": "m", "modelVersion": "1", "degraded": false, "ranked": [{"id": "a", "score": 0.93}]}
 * </pre>
 *
 * <p>{@link dev.outrank.ranking.rank.RankRequestDecoder} fills one {@code FeatureColumn} per feature; a column appends to primitive arrays and
 * becomes a part of the {@link dev.outrank.ranking.request.RankingRequest}. Errors are RFC 9457 problem details that name the field.
 */
@NullMarked
package dev.outrank.ranking.rank;

import org.jspecify.annotations.NullMarked;
