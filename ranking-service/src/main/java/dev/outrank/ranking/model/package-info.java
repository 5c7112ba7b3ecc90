/**
 * The versions that this service answers for, as the registry says.
 *
 * <pre>
 *   snapshot ─ new version ─ load ─┬─ served ─ gone from the snapshot ─ no new leases ─ last request ends ─ closed
 *                                  └─ failed: logged once, in health, tried again with the next snapshot
 * </pre>
 *
 * <p>A snapshot is applied as a whole: its new versions are loaded beside the old ones, then the view that requests see is exchanged, then the old
 * versions are retired. A version that does not load does not hold up the others.
 */
@NullMarked
package dev.outrank.ranking.model;

import org.jspecify.annotations.NullMarked;
