/**
 * Closing what others may still be using: {@link dev.outrank.ranking.lifetime.Leases} counts users, and the last one out turns off the light.
 *
 * <pre>
 *   open ── retire() ── retired ── last release() ── closed
 *     └ tryAcquire()        └ no new leases
 * </pre>
 *
 * <p>{@link dev.outrank.ranking.lifetime.DrainBeforeStop} does the same for the service: told to stop, it is not ready any more, serves on for a
 * time, and stops.
 */
@NullMarked
package dev.outrank.ranking.lifetime;

import org.jspecify.annotations.NullMarked;
