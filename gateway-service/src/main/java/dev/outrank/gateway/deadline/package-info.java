/**
 * How long an answer may take.
 *
 * <p>The caller says how many milliseconds it is willing to wait ({@code X-Request-Timeout-Ms}), or the model's default holds; on
 * arrival that becomes an absolute {@link dev.outrank.gateway.deadline.Deadline}. What is left of it when the request leaves for ranking
 * is forwarded under the same header, so that every hop spends from one budget and no clocks are compared. A small margin is kept back:
 * ranking, which knows what it waited for, then normally answers 504 first; the gateway does so when nothing is left.
 */
@NullMarked
package dev.outrank.gateway.deadline;

import org.jspecify.annotations.NullMarked;
