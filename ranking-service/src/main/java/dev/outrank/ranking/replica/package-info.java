/**
 * Who the replicas of a shard are. The list is made in the background and pushed to whoever calls them; nothing is looked up for a call.
 *
 * <pre>
 *   discovery ──▶ cache ──▶ LoadedInstances ──▶ SuppliedReplicas ──▶ the client of a shard
 *     static instances        GET /models: what has each   every second; told when it changed;
 *     DnsDiscoveryClient      of several loaded            says which are in the own zone
 * </pre>
 *
 * <p>The own zone is a preference of the client, for each version: replicas there come first while any of them has the version and serves.
 *
 * <p>The chain is Spring Cloud LoadBalancer's. Static instances are {@code spring.cloud.discovery.client.simple.instances.embedding-0[0].uri}; names are
 * asked of DNS where {@code outrank.ranking.discovery.dns.host} is set, for a Compose service that is scaled or a headless service of Kubernetes.
 */
@NullMarked
package dev.outrank.ranking.replica;

import org.jspecify.annotations.NullMarked;
