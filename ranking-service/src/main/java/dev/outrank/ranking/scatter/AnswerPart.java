package dev.outrank.ranking.scatter;

import dev.outrank.lookup.LookupResponse;

/**
 * What a shard has answered for some of the candidates, or for all.
 *
 * @param response the vectors; those of request scope are in the first part; stays its owner's
 * @param firstCandidate the candidate whose vectors are the first ones of candidate scope
 */
public record AnswerPart(LookupResponse response, int firstCandidate) {}
