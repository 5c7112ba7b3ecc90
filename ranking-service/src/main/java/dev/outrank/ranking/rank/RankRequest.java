package dev.outrank.ranking.rank;

import dev.outrank.ranking.http.DecodedRequest;
import dev.outrank.ranking.request.RankingRequest;

/**
 * A request of the rank API, read.
 *
 * @param ranking the inputs
 * @param ids what the caller calls the candidates
 * @param topK how many of the best are asked for; {@code Integer.MAX_VALUE} for all
 */
record RankRequest(RankingRequest ranking, CandidateIds ids, int topK) implements DecodedRequest {}
