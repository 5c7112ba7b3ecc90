/**
 * What a lookup costs on its way, beside the least that a way over TCP can cost.
 *
 * <pre>
 *   this process, one event loop          another process, one event loop
 *   floor   length-prefixed frames  ────▶  every byte of the request read, the answer copied once
 *   tcp     TcpTransport            ────▶  the embedding service, its TCP port
 *   http    HttpTransport           ────▶  the embedding service, its HTTP port
 * </pre>
 *
 * <p>All three are driven in the same way: on the event loop, a batch of calls at a time, the next batch when the last answer is there. They take turns
 * in one run, so that what the machine does beside it meets all of them. This package alone may use the services' own classes.
 */
@NullMarked
package dev.outrank.benchmarks.transport;

import org.jspecify.annotations.NullMarked;
