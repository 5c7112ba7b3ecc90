/**
 * How much one client may ask for at a time.
 *
 * <pre>
 *   request -> Client (the key header's value, else the remote address) -> ClientsInFlight
 *                                         below the limit: one more, until the answer is written
 *                                         at the limit:    429 at once, the body unread
 * </pre>
 *
 * <p>A client that sends more than the services can take would otherwise fill every queue behind the gateway, and all clients would wait
 * in them.
 */
@NullMarked
package dev.outrank.gateway.client;

import org.jspecify.annotations.NullMarked;
