/**
 * What is given up first where there is more work than time.
 *
 * <p>A caller may say so of a request ({@code X-Request-Priority}); ranking and the shards act on it. The gateway only makes sure that the
 * word is one that they know, and passes it on.
 */
@NullMarked
package dev.outrank.gateway.priority;

import org.jspecify.annotations.NullMarked;
