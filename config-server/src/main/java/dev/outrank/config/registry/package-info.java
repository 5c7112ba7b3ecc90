/**
 * The model registry: which versions of which models exist, where their files are, and which version of each answers.
 *
 * <p>A version goes through these states. In this first cut nobody reports back what is loaded, so {@code LOADING}, {@code RETIRING} and
 * {@code FAILED} are not entered yet:
 *
 * <pre>
 *   register ──► REGISTERED ──activate──► SERVING ──another one is activated──► READY
 *                    │                       ▲                                   │  │
 *                    │                       └─────────────activate──────────────┘  │
 *                    └──────────retire──────► RETIRED ◄──────────────retire─────────┘
 * </pre>
 *
 * <p>A model has one active version at most: the one in {@code SERVING}. It cannot be retired; activate another one first. The one before
 * stays {@code READY}, loaded by the services, so that going back is one call. {@code RETIRED} is final, and the version's name stays
 * taken: a version never changes what it means.
 *
 * <p>Every change is a revision with author, time and reason, appended in the transaction that makes the change. Revisions are numbered
 * without gaps; the number is also the optimistic lock: a writer that was overtaken is rolled back and tried again on what it finds then.
 * Asking for what is so already (activating the active version, retiring a retired one) succeeds and appends nothing, so that a caller
 * who lost the answer can ask again.
 */
@NullMarked
package dev.outrank.config.registry;

import org.jspecify.annotations.NullMarked;
