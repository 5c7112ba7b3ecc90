/**
 * The versions that this service answers for, as the registry says.
 *
 * <pre>
 *   snapshot ─ new version ─ loading ─┬─ loaded ─ gone from the snapshot ─ draining: no new requests ─ last one ends ─ closed
 *                                     └─ failed: logged once, in health, tried again after a while
 * </pre>
 *
 * <p>A snapshot is applied at once and as a whole: the view that requests see is exchanged, then the versions that are gone are retired. What is new loads in the background, on threads of its own, and
 * shows in the view when it is loaded; so a version that has much to download, or does not load, holds up no other change. One that is not wanted any more when its load ends is closed then.
 */
@NullMarked
package dev.outrank.ranking.model;

import org.jspecify.annotations.NullMarked;
