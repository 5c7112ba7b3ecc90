/**
 * Traces of requests: what is traced, and the one way to a request's span.
 *
 * <pre>
 *   gateway   server span ─ client span
 *                               └ ranking   server span ─ lookup embedding-0 ─ client span
 *                                                              └ embedding   pool, by the frame's trace
 * </pre>
 *
 * <p>Spring's observations make the spans of HTTP. Whoever knows more about a request asks {@link dev.outrank.telemetry.trace.RequestSpan} for its span, which is there for
 * sampled requests alone: the others cost a look-up. Nothing is kept in thread locals on the way; a span is made current only where a timer is recorded, which
 * then keeps the trace's id as an exemplar.
 *
 * <p>{@link dev.outrank.telemetry.trace.TracingDefaults} says what a service does that is told nothing: it exports nothing and samples nothing, and passes on what it was sent.
 */
@NullMarked
package dev.outrank.telemetry.trace;

import org.jspecify.annotations.NullMarked;
