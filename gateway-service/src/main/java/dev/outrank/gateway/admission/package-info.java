/**
 * How much is sent on at a time, all clients together.
 *
 * <pre>
 *   request -> EdgeLimit: below the limit, or its priority's share of it -> ranking ── answers ──▶ the limit grows by one a round trip
 *                         at the limit: 503 at once, the body unread                └─ is full ──▶ the limit shrinks by a fifth, once in 0.1 s
 *                                                                        LoopDelay: loops are late ┘
 * </pre>
 *
 * <p>Ranking knows what it can do and refuses the rest. But a request that is refused there has been through the gateway, connection, head and all; where
 * twice as many come as can be answered, that work is missing where answers are made. So the gateway learns from ranking's refusals, and gives them itself.
 * The rule is TCP's: additive increase, multiplicative decrease. Its second sign is a machine that is busy with refusing: then event loops are late, wherever
 * the time goes.
 */
@NullMarked
package dev.outrank.gateway.admission;

import org.jspecify.annotations.NullMarked;
