/**
 * What goes wrong between two processes, on purpose: a small TCP proxy that harms the bytes that pass it.
 *
 * <pre>
 *   caller ──► FaultProxy :port ──► Pump of requests: read → queue → write ──► target :port
 *                     ◄──────────── Pump of answers:  write ← queue ← read ◄──
 * </pre>
 *
 * <p>A {@link dev.outrank.testkit.fault.FaultProxy} has one {@link dev.outrank.testkit.fault.Fault} at a time, which counts at once, for connections that are open
 * too. Real processes are tested through it: nothing of them knows of the proxy but the port that they call. Plain JDK, blocking sockets on virtual threads.
 */
@NullMarked
package dev.outrank.testkit.fault;

import org.jspecify.annotations.NullMarked;
