/**
 * Which replica answers, and what happens when it does not.
 *
 * <p>Spring Cloud LoadBalancer picks a replica of the service that a route names. A replica that cannot be <em>reached</em> has
 * processed nothing, so the request may try one other; a replica that broke off after it was reached may have done the work, so
 * nothing is sent twice. The list of replicas passes {@link dev.outrank.gateway.replica.UntriedReplicas}, which hides those that
 * the request has already failed to reach.
 */
@NullMarked
package dev.outrank.gateway.replica;

import org.jspecify.annotations.NullMarked;
