/**
 * The model registry: which versions of which models exist, where their files are, and which version of each answers.
 *
 * <p>A version goes through these states. Those on the left are asked for; {@code READY}, {@code FAILED} and {@code RETIRED} follow from what the services report
 * ({@link dev.outrank.config.conductor}):
 *
 * <pre>
 *   register ──► REGISTERED ──load──► LOADING ──every shard and ranking has it──► READY ──activate──► SERVING
 *                                     ▲     │                                    │  ▲                   │
 *                                     └load─┴─► FAILED                           │  └─superseded, kept──┤
 *                                                  │                             │                      │
 *                                                  └───────────retire────────────┴──► RETIRING ◄────────┘ not kept
 *                                                                                        │
 *                                                          no ranking has it any more ───┴──► RETIRED
 * </pre>
 *
 * <p>A model has one active version at most: the one in {@code SERVING}. The first is activated from any state before; nobody is served meanwhile. Of those that served before, the newest
 * stay {@code READY}, loaded by the services, so that going back is one call. One version beside the active one may be the canary, which must be {@code READY}; neither of the two can be
 * retired. {@code RETIRED} is final, and the version's name stays taken: a version never changes what it means.
 *
 * <p>Every change is a revision with author, time and reason, appended in the transaction that makes the change. Revisions are numbered
 * without gaps: changes are made one at a time, also by several processes on one database, each on what the one before it left.
 * Asking for what is so already (activating the active version, retiring a retired one) succeeds and appends nothing, so that a caller
 * who lost the answer can ask again.
 */
@NullMarked
package dev.outrank.config.registry;

import org.jspecify.annotations.NullMarked;
