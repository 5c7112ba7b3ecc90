/**
 * Frames back to back on one connection: what both ends do, as Netty handlers.
 *
 * <pre>
 *   caller, any thread          event loop                    event loop          pooling thread
 *   LookupConnection.send ──▶  stream table ──REQUEST──▶  ServingConnection ──▶ RequestHandler
 *   LookupCall.answered  ◀──   decode       ◀─RESPONSE──  write, flush once ◀── ServingStream.answer
 *   LookupConnection.cancel ─▶ forget       ──CANCEL───▶  stream.isCancelled
 * </pre>
 *
 * <p>A stream is open from its REQUEST to its last RESPONSE or its ERROR. Its id is chosen by the caller. A connection ends in one of two ways:
 *
 * <pre>
 *   OPEN ──GOAWAY──▶ DRAINING ──last stream answered──▶ CLOSED     nothing is lost
 *     └──closed, silent, or bytes that are no frame───▶ CLOSED     every open stream fails at once, with the reason
 * </pre>
 *
 * <p>A frame that arrived whole is a slice of the buffer into which the channel has read; the rest of a longer one is read straight into a buffer of
 * the frame's length, so that its bytes are copied once at most. Other threads' frames are handed over in a queue that wakes the event loop once,
 * and all that is written in one turn of the loop is flushed once.
 */
@NullMarked
package dev.outrank.lookup.connection;

import org.jspecify.annotations.NullMarked;
