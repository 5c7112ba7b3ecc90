/**
 * Which replica answers, and what happens when it does not.
 *
 * <pre>
 *   in the background:   discovery -> cached -> each asked whether it is ready -> ReadyReplicas        slow or silent: ejected
 *   for each request:    ReadyReplicas -> UntriedReplicas -> LeastCostLoadBalancer -> ReplicaCall -> ReplicaHealth
 *                                                                                     failing: breaker opens
 * </pre>
 *
 * <p>Spring Cloud LoadBalancer keeps the list of the service that a route names; a choice looks nothing up. Of two replicas drawn at
 * random the one is chosen where calls under way times their latency are less; those of the own zone come first as long as one of them is
 * well. The head of the answer tells how the call went. Four things
 * keep requests away from a replica: it says that it is not ready, its breaker is open, it stands out among the others, or the request has
 * failed to reach it before. Where they would leave none, all but the last are ignored.
 *
 * <p>A replica that cannot be <em>reached</em> has processed nothing, so the request may try one other, within a budget; a replica that
 * broke off after it was reached may have done the work, so nothing is sent twice.
 */
@NullMarked
package dev.outrank.gateway.replica;

import org.jspecify.annotations.NullMarked;
