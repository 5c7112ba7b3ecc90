package dev.outrank.ranking.execution;

import dev.outrank.ranking.compute.ComputePool;

/**
 * What the executions of all versions share.
 *
 * @param compute the threads for CPU work
 */
public record ExecutionResources(ComputePool compute) {}
