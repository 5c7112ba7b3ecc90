/**
 * Which replica of a service is asked next, and which is left alone. Plain Java, without a thread or a timer of its own: ranking uses it for the replicas of
 * a shard, the gateway for those of ranking.
 *
 * <pre>
 *   TwoChoices ── the cheaper of two drawn at random ──▶ ReplicaHealth ── tryBegin ──▶ CallPermission ── how the call ended ──▶ ReplicaHealth
 *                                                          breaker: fails       mean, percentiles, silence
 *
 *   SERVING ── stands out: slow or silent ──▶ EJECTED ── its time is over ──▶ ON_TRIAL ── one good call ──▶ SERVING
 *                                                ▲                                └─────── a bad one, twice the time ──▶ EJECTED
 * </pre>
 *
 * <p>Two mechanisms leave a replica alone, since two things go wrong. A <em>circuit breaker</em> counts calls that failed; it knows one replica and needs no
 * others. <em>Ejection</em> is for the one that does not fail but is slow or says nothing, which shows only beside the others; it never takes more than a
 * share of them out, so that a service whose every replica is slow is served slowly, and not at all by none.
 */
@NullMarked
package dev.outrank.replica;

import org.jspecify.annotations.NullMarked;
