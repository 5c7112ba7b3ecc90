package dev.outrank.ranking.execution;

import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;

/**
 * What the executions of all versions share.
 *
 * @param admission bounds the requests inside
 * @param compute the threads for CPU work
 */
public record ExecutionResources(Admission admission, ComputePool compute) {}
