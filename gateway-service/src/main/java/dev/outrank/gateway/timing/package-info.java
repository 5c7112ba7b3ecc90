/**
 * The gateway's part in {@code Server-Timing}.
 *
 * <pre>
 *   request's head -> filters, replica | sent ... answer's head | -> answer's head to the caller
 *   \______ gateway _________________/ \__ ranking's stages __/ \__________ gateway _________/
 * </pre>
 *
 * <p>Ranking reports its stages in that header; the gateway appends {@code gateway;dur=<ms>}, its own share: all the time from the
 * request's head to the answer's head, less the time between sending to ranking and the head of ranking's answer. So its
 * entry overlaps none of ranking's; what all of them leave open is the way between the two, the sending of the body included. Where ranking
 * did not answer, all the time is the gateway's.
 */
@NullMarked
package dev.outrank.gateway.timing;

import org.jspecify.annotations.NullMarked;
