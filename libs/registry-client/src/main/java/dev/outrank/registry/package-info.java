/**
 * The services' view of the model registry: which versions of which models exist, and which of them answers.
 *
 * <p>The registry numbers its changes. A <em>snapshot</em> is everything it knows at one <em>revision</em>. A service takes the
 * snapshot at start and follows the revisions; it keeps the last good one on disk, so that it can start without the registry:
 *
 * <pre>
 *            first poll answered ───────────────► LIVE ◄──── next good answer ────┐
 *   START ───┤                                     └──── poll fails ──► STALE ────┘
 *            └ fails ─► last-known-good copy? ── yes ─► STALE (serves the copy)
 *                                             └─ no ──► WAITING (no snapshot at all)
 * </pre>
 *
 * <p>While the registry's <em>watch</em> is open it says at once that there is a new revision, and the client asks for the snapshot. In every state the client polls beside that, with jitter: seldom while
 * the watch is open, and more slowly the longer the registry is away. What it emits never
 * goes back in revision, with one exception: a registry that was made anew (another database) begins again at revision 0. A registry
 * has an identity, sent with each snapshot, by which the client tells "made anew" from "an old answer". An <em>empty</em> registry
 * made anew is ignored while the client still holds models: a lost database must not stop serving.
 */
@NullMarked
package dev.outrank.registry;

import org.jspecify.annotations.NullMarked;
