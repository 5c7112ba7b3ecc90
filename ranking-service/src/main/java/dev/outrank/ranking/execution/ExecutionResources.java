package dev.outrank.ranking.execution;

import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.scatter.DegradationSettings;

/**
 * What the executions of all versions share.
 *
 * @param admission bounds the requests inside
 * @param compute the threads for CPU work
 * @param degradation when shards that may be defaulted are waited for no longer
 */
public record ExecutionResources(Admission admission, ComputePool compute, DegradationSettings degradation) {}
