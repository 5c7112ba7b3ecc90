/**
 * Makes what the services report into states of the registry.
 *
 * <p>Each second, and at once when a report brings news, the conductor reads the registry and the live reports, and decides by rules that know neither database nor clock:
 *
 * <pre>
 *   LOADING  ── every ranking has it, every shard has a replica with it, nobody is still at it ──► READY
 *            ── a ranking, all replicas of a shard, or a replica at its turn cannot ────────────► FAILED
 *   READY    ── served before, and newer ones did; or replaced by one that is exchanged ─────────► RETIRING
 *   RETIRING ── no ranking has it any more ────────────────────────────────────────────────────► RETIRED
 * </pre>
 *
 * <p>A version that is exchanged ({@code memoryMode: REPLACE}) is held by those replicas alone whose turn has come, one more each time the one before has it: before it is ready by half of
 * each shard's, and, when it serves and the version before it is retired, by the rest.
 *
 * <p>A decision holds for the revision that it was made at: it is dropped where anything was changed since, and made again from what there is then. So any number of servers may conduct one
 * registry, and each change is made once.
 */
@NullMarked
package dev.outrank.config.conductor;

import org.jspecify.annotations.NullMarked;
