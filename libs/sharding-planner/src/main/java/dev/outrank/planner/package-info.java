/**
 * The planner: from what a model is, what requests ask of it and what work costs, to which rows live on which shard.
 *
 * <pre>
 *   traffic    what was measured of requests
 *   model      tables, bytes, demand
 *   cost       what work costs on a machine
 *   placement  the strategies: (model, constraints) → plan
 *   predict    what a plan costs a request
 *   search     the strategy that looks for the least latency
 *   fleet      replicas, cores and memory for a rate of requests
 * </pre>
 */
@NullMarked
package dev.outrank.planner;

import org.jspecify.annotations.NullMarked;
