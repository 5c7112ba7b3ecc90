/**
 * {@code POST /lookup}: one REQUEST frame in, one RESPONSE or ERROR frame out.
 *
 * <p>The event loop only gathers the body and asks for a place in the queue of the pooling threads; where there is none, it says so at
 * once. Decoding, the deadline, pooling and encoding are the pooling threads' work. Each buffer has one owner at any time: the endpoint
 * until the queue takes it, the pooling thread until the answer is finished, {@code PendingAnswer} until the transport takes it.
 */
@NullMarked
package dev.outrank.embedding.lookup;

import org.jspecify.annotations.NullMarked;
