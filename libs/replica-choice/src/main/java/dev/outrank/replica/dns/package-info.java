/**
 * Where the replicas of a service are, by DNS: one name, one address for each replica, as Compose and headless services of Kubernetes have it. What is found is
 * a list; which of them is asked is for {@link dev.outrank.replica} to say.
 */
@NullMarked
package dev.outrank.replica.dns;

import org.jspecify.annotations.NullMarked;
