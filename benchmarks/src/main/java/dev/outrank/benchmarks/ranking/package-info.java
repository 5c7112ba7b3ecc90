/**
 * What ranking costs on top of the arithmetic that nobody can leave out.
 *
 * <pre>
 *   http     a client on a connection ─▶ Reactor Netty ─▶ routes ─▶ decode ─▶ lookups ─▶ nets ─▶ answer      the service as it is
 *   direct   the same without a connection: a body in buffers ─▶ routes ─▶ … ─▶ answer in a buffer
 *   bare     lookups straight into the nets' inputs ─▶ nets                                              the same engine and nets
 *   dense    nets
 * </pre>
 *
 * <p>All in one process and in turns, so that what the machine does beside it meets all of them. CPU is that of the whole process, compilers and garbage
 * collectors included, without what the client takes; allocation that of all its threads without the client's.
 */
@NullMarked
package dev.outrank.benchmarks.ranking;

import org.jspecify.annotations.NullMarked;
