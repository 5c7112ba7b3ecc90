/**
 * Load whose every answer is checked.
 *
 * <pre>
 *   SteadyLoad ── CheckedRequest ──► GatewayClient ──► gateways
 *       │                                 │
 *       │  Grade: a Verdict and why ◄── Reply
 *       ▼
 *   Phase ──► Figures ──► Promise
 * </pre>
 *
 * <p>The load is open loop: requests are sent when they are due, whatever became of those before. An outcome belongs to the phase in which its request was due, however late it
 * comes. What an answer is worth is known to the {@link dev.outrank.workbench.checked.CheckedRequest}.
 */
@NullMarked
package dev.outrank.workbench.checked;

import org.jspecify.annotations.NullMarked;
