package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupResponse;

/**
 * One part of a shard's answer as the caller saw it.
 *
 * @param response the vectors
 * @param sentNanos when it was asked for
 * @param arrivedNanos when it was there
 */
record ShardPart(LookupResponse response, long sentNanos, long arrivedNanos) {}
