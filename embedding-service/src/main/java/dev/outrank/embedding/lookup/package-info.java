/**
 * Lookups: one REQUEST frame in, RESPONSE frames or an ERROR frame out, over TCP ({@code TcpLookupServer}) or as bodies of {@code POST /lookup}.
 *
 * <p>Over TCP a small request is answered on the event loop that has read it, from decoding to writing: handing it to another thread and back costs more
 * than to pool it. Large ones, and all over HTTP, take the way of the queue.
 *
 * <p>The event loop only gathers the body and asks for a place in the queue of the pooling threads; where there is none, it says so at
 * once ({@code LookupQueue}). Who leaves frees the place at once. Decoding, the deadline, pooling and encoding are the pooling threads' work. Each buffer has one owner at any time: the endpoint
 * until the queue takes it, the pooling thread until the answer is finished, {@code PendingAnswer} until the transport takes it.
 */
@NullMarked
package dev.outrank.embedding.lookup;

import org.jspecify.annotations.NullMarked;
