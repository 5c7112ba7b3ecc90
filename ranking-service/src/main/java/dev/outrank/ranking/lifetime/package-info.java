/**
 * Closing what others may still be using: {@link dev.outrank.ranking.lifetime.Leases} counts users, and the last one out turns off the light.
 *
 * <pre>
 *   open ── retire() ── retired ── last release() ── closed
 *     └ tryAcquire()        └ no new leases
 * </pre>
 */
@NullMarked
package dev.outrank.ranking.lifetime;

import org.jspecify.annotations.NullMarked;
