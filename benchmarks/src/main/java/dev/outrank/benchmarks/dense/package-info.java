/**
 * Dense nets in ONNX Runtime alone: no tables, no calls, one thread. What they reach is the limit of what ranking can reach.
 *
 * <p>Nets run with the session options that ranking has. A pair is a user and a candidate; pairs per second and core count the processor time of the one
 * thread, so that neighbours on the machine disturb them less.
 */
@NullMarked
package dev.outrank.benchmarks.dense;

import org.jspecify.annotations.NullMarked;
