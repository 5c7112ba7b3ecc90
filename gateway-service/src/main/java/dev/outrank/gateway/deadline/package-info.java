/**
 * How long an answer may take.
 *
 * <p>The caller says how many milliseconds it is willing to wait ({@code X-Request-Timeout-Ms}); on arrival that becomes an absolute
 * {@link dev.outrank.gateway.deadline.Deadline}. What is left of it when the request leaves for ranking is forwarded under the same
 * header, so that every hop spends from one budget and no clocks are compared. When nothing is left the caller gets 504.
 */
@NullMarked
package dev.outrank.gateway.deadline;

import org.jspecify.annotations.NullMarked;
