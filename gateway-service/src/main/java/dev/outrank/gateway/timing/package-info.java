/**
 * How long requests take, and whose time that is.
 *
 * <pre>
 *   request's arrival -> filters, replica | sent ... answer's head | -> end of the answer
 *   \_________ gateway ________________/ \__ network + ranking __/ \____ gateway ______/
 * </pre>
 *
 * <p>Ranking reports its stages in {@code Server-Timing}, and their {@code total}. The gateway puts in front {@code gateway;dur=<ms>}, its own share: all the time from the
 * request's arrival to the answer's head, less the time between sending to ranking and the head of ranking's answer; and {@code gateway.network;dur=<ms>}, what of the latter ranking did not
 * take itself. No clocks are compared. Where ranking did not answer, all the time is the gateway's.
 *
 * <p>{@link dev.outrank.gateway.timing.RequestTimeFilter} records the same of each request once it has ended, in whichever way.
 */
@NullMarked
package dev.outrank.gateway.timing;

import org.jspecify.annotations.NullMarked;
