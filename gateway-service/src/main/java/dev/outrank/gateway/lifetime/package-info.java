/**
 * How the gateway leaves.
 *
 * <pre>
 *   serving --SIGTERM--> draining -- after outrank.gateway.http.drain --> Spring Boot's graceful shutdown --> gone
 *             not ready from here on      serves, answers "Connection: close"   refuses connections, ends what it has
 * </pre>
 *
 * <p>Whoever spreads requests over gateways learns some time after the fact that one is not ready. Until then requests still come, and
 * draining serves them. Callers with a connection of their own are told to close it, so that their next one leads elsewhere.
 */
@NullMarked
package dev.outrank.gateway.lifetime;

import org.jspecify.annotations.NullMarked;
