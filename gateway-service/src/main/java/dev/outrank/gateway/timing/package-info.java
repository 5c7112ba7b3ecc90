/**
 * The gateway's part in {@code Server-Timing}.
 *
 * <p>Ranking reports its stages in that header; the gateway appends {@code gateway;dur=<ms>}: the time from the request's head to the
 * answer's head, with everything behind the gateway in it. Stages of ranking may overlap, so the entries do not add up.
 */
@NullMarked
package dev.outrank.gateway.timing;

import org.jspecify.annotations.NullMarked;
