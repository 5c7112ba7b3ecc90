/**
 * One name for a request, from the caller's log to the shard's.
 *
 * <p>A caller may bring {@code X-Request-Id}; a missing or unusable one is replaced. The id travels on to ranking and comes back on
 * every answer, errors included.
 */
@NullMarked
package dev.outrank.gateway.requestid;

import org.jspecify.annotations.NullMarked;
